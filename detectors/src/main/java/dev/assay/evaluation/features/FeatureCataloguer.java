package dev.assay.evaluation.features;

import dev.assay.bundle.Bundle;
import dev.assay.bundle.BundleWriter;
import dev.assay.catalogue.Catalogue;
import dev.assay.catalogue.CatalogueEntry;
import dev.assay.catalogue.FeatureLabels;
import dev.assay.catalogue.FeatureMeasurement;
import dev.assay.catalogue.FeatureMeasurement.Causality;
import dev.assay.catalogue.Probe;
import dev.assay.detector.WeightedProbe;
import dev.assay.dictionary.Dictionary;
import dev.assay.engine.Djl;
import dev.assay.engine.Engine;
import dev.assay.engine.EngineChoice;
import dev.assay.engine.EngineOptions;
import dev.assay.engine.Engines;
import dev.assay.evaluation.LabelledFile;
import dev.assay.evaluation.Progress;
import dev.assay.evaluation.RecordSample;
import dev.assay.evaluation.TranscriptReader;
import dev.assay.reader.BatchListener;
import dev.assay.reader.BatchedReader;
import dev.assay.reader.BatchingOptions;
import dev.assay.reader.Reader;
import dev.assay.reader.ReaderModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads texts with a bundle's reader and finds out what its evidence features are about. Repeatable for the same seed. */
public final class FeatureCataloguer {

    /** Other features that an ablation is compared with: a linear probe costs nothing, reading on does. */
    static final int CONTROLS = 999;

    static final int SPLICED_CONTROLS = 99;
    private static final int NEIGHBOURS = 5;
    private static final int IN_FLIGHT = 32;

    private final Bundle bundle;
    private final CatalogueOptions options;
    private final Progress progress;

    public FeatureCataloguer(Bundle bundle, CatalogueOptions options, Progress progress) {
        this.bundle = bundle;
        this.options = options;
        this.progress = progress;
    }

    /**
     * @param labels are put on the features that have one
     * @return in the dictionary's order, all features that some detector shows
     * @throws dev.assay.evaluation.MalformedDataException if a file is not labelled transcripts
     * @throws dev.assay.engine.EngineException if a turn could not be read
     */
    public List<FeatureFacts> run(FeatureLabels labels) throws IOException {
        Djl.offline();
        try (ReaderModel model = ReaderModel.load(bundle.reader(), options.readerDirectory())) {
            bundle.requireLayers(model.layers());
            FeatureHead head = new FeatureHead(bundle);
            FeatureCollector collector = new FeatureCollector(bundle, head, options.seed());
            read(model, head, collector);
            progress.update("encode a sample of the tokens", 0, -1);
            collector.codes().encode();
            List<FeatureFacts> facts = new ArrayList<>();
            for (int i = 0; i < collector.features().size(); i++) {
                progress.update("features", i, collector.features().size());
                facts.add(facts(collector, i, labels, model));
            }
            return facts;
        }
    }

    /**
     * Writes the bundle anew with what was found in its catalogue: its verdicts are the same, its digest is another.
     *
     * @param directory empty or missing
     * @throws dev.assay.bundle.BundleException if it is not, or cannot be written
     */
    public static Bundle write(Bundle bundle, List<FeatureFacts> facts, Path directory) {
        List<CatalogueEntry> entries = bundle.catalogue().features().stream()
                .map(entry -> facts.stream()
                        .map(FeatureFacts::entry)
                        .filter(found -> found.feature() == entry.feature())
                        .findFirst()
                        .orElse(entry))
                .toList();
        Catalogue catalogue = new Catalogue(entries, bundle.catalogue().probes());
        return BundleWriter.write(bundle.with(catalogue), directory);
    }

    private void read(ReaderModel model, FeatureHead head, FeatureCollector collector) throws IOException {
        BatchingOptions batching = new BatchingOptions(options.threads(), 512, 8);
        try (Engine engine = Engines.open(EngineChoice.AUTO, model.fuse(head.head()), EngineOptions.DEFAULT);
                Reader reader = new BatchedReader(model, engine, batching, BatchListener.NONE)) {
            for (Path path : options.texts()) {
                read(path, RecordSample.ALL, true, reader, collector);
            }
            for (Path path : options.data()) {
                read(path, options.sample(), false, reader, collector);
            }
        }
    }

    private void read(Path path, RecordSample sample, boolean shown, Reader reader, FeatureCollector collector)
            throws IOException {
        LabelledFile file = LabelledFile.open(path, sample, record -> true);
        TranscriptReader transcripts = new TranscriptReader(
                reader, IN_FLIGHT, Integer.MAX_VALUE, read -> collector.add(read, file.name(), shown, !shown));
        file.forEach(progress, transcripts::add);
        transcripts.finish();
    }

    private FeatureFacts facts(FeatureCollector collector, int index, FeatureLabels labels, ReaderModel model) {
        FeatureTally tally = collector.features().get(index);
        CatalogueEntry entry = tally.entry();
        List<FeatureMeasurement> measurements = new ArrayList<>();
        for (EvidenceTally evidence : collector.evidence(index)) {
            measurements.add(new FeatureMeasurement(
                    evidence.spec().id(),
                    evidence.separation().best(),
                    causality(collector, index, entry.feature(), evidence, model)));
        }
        return new FeatureFacts(
                labels.applyTo(entry).with(measurements),
                tally.fired(),
                tally.tokens(),
                tally.histograms(),
                tally.examples(),
                bundle.dictionary().neighbours(entry.feature(), NEIGHBOURS),
                collector.codes().together(entry.feature(), NEIGHBOURS));
    }

    private @Nullable Causality causality(
            FeatureCollector collector, int index, int feature, EvidenceTally evidence, ReaderModel model) {
        List<FiringTurn> turns = evidence.turns();
        Dictionary dictionary = bundle.dictionary();
        boolean spliced = false;
        List<Ablation.Term> terms = new ArrayList<>();
        for (WeightedProbe term : evidence.spec().probes()) {
            Probe probe = bundle.catalogue().probe(term.probe()).orElseThrow();
            boolean deeper = probe.hook().compareTo(dictionary.hook()) > 0;
            spliced |= deeper;
            if (!turns.isEmpty()) {
                TokenFalls falls = deeper
                        ? new SplicedFalls(
                                dictionary,
                                feature,
                                probe,
                                turns,
                                collector.codes().mean(),
                                model)
                        : new LinearFalls(dictionary, probe, turns, collector.meanProjection(probe.hook(), index));
                terms.add(new Ablation.Term(term.weight(), falls));
            }
        }
        int[] controls = collector.codes().alike(feature, spliced ? SPLICED_CONTROLS : CONTROLS);
        return turns.isEmpty() || controls.length == 0
                ? null
                : Ablation.measure(turns, evidence.spec().pooling(), terms, feature, controls);
    }
}
