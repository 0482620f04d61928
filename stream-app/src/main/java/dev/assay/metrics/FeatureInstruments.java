package dev.assay.metrics;

import dev.assay.catalogue.FeatureReference;
import dev.assay.detector.FeatureColumn;
import dev.assay.reader.TurnScores;
import dev.assay.topology.MonitorEvent;
import dev.assay.topology.MonitorListener;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Counts how often, and how strongly, the monitored features fire: against the bundle's reference, and by chat model. Tokens
 * are counted here and shares are formed in Prometheus, over all instances and the time one likes. Thread-safe.
 */
final class FeatureInstruments implements MonitorListener {

    private final List<FeatureColumn> watchlist;
    private final ModelNames models;
    private final List<Map<Band, Counter.Child>> tokens = new ArrayList<>(); // of each on the watchlist
    private final Counter modelTokens; // by model
    private final Counter modelFired; // by model, feature
    private final Counter modelVerdicts; // by model, detector, outcome

    /** @param watchlist the features measured */
    FeatureInstruments(CollectorRegistry registry, List<FeatureColumn> watchlist, ModelNames models) {
        this.watchlist = List.copyOf(watchlist);
        this.models = models;
        Counter counter = Meters.FEATURE_TOKENS.newCounter(registry);
        Gauge reference = Meters.FEATURE_REFERENCE.newGauge(registry);
        modelTokens = Meters.MODEL_TOKENS.newCounter(registry);
        modelFired = Meters.MODEL_FEATURE_TOKENS.newCounter(registry);
        modelVerdicts = Meters.MODEL_VERDICTS.newCounter(registry);
        for (FeatureColumn feature : watchlist) {
            Map<Band, Counter.Child> byBand = new EnumMap<>(Band.class);
            for (Band band : Band.values()) {
                byBand.put(band, counter.labels(name(feature), band.word()));
                reference
                        .labels(name(feature), band.word())
                        .set(band.share(feature.entry().reference()));
            }
            tokens.add(byBand);
        }
    }

    @Override
    public void on(MonitorEvent event) {
        if (event instanceof MonitorEvent.FeaturesRead read) {
            count(read.scores(), models.of(read.origin()));
        } else if (event instanceof MonitorEvent.TurnJudged judged) {
            String model = models.of(judged.origin());
            judged.verdicts().forEach(verdict -> modelVerdicts
                    .labels(model, verdict.detector(), verdict.outcome().name().toLowerCase(Locale.ROOT))
                    .inc());
        }
    }

    private void count(TurnScores scores, String model) {
        modelTokens.labels(model).inc(scores.tokens().size());
        for (int feature = 0; feature < watchlist.size(); feature++) {
            Map<Band, Integer> counts = counts(scores, watchlist.get(feature));
            tokens.get(feature).forEach((band, counter) -> counter.inc(counts.getOrDefault(band, 0)));
            int silent = counts.getOrDefault(Band.SILENT, 0);
            modelFired
                    .labels(model, name(watchlist.get(feature)))
                    .inc(scores.tokens().size() - silent);
        }
    }

    /** Tokens in each band. */
    private static Map<Band, Integer> counts(TurnScores scores, FeatureColumn feature) {
        FeatureReference reference = feature.entry().reference();
        Map<Band, Integer> counts = new EnumMap<>(Band.class);
        for (int token = 0; token < scores.tokens().size(); token++) {
            counts.merge(Band.of(scores.score(token, feature.column()), reference), 1, Integer::sum);
        }
        return counts;
    }

    private static String name(FeatureColumn feature) {
        return String.valueOf(feature.entry().feature());
    }
}
