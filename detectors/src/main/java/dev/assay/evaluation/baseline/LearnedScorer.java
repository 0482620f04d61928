package dev.assay.evaluation.baseline;

import dev.assay.evaluation.measure.MeasuredRecord;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Logistic regression that never scores a record it was trained on. Models are fitted when first needed. Not thread-safe. */
final class LearnedScorer implements Scorer {

    private final String name;
    private final Split split;
    private final boolean withoutSource;
    private final double l2;
    private final Function<List<MeasuredRecord>, RowEncoder> encoders;
    private final Map<String, Optional<Model>> models = new HashMap<>();

    /**
     * @param withoutSource whether models train without a source, or without a fifth of all groups
     * @param encoders makes an encoder from the records trained on
     */
    LearnedScorer(
            String name,
            Split split,
            boolean withoutSource,
            double l2,
            Function<List<MeasuredRecord>, RowEncoder> encoders) {
        this.name = name;
        this.split = split;
        this.withoutSource = withoutSource;
        this.l2 = l2;
        this.encoders = encoders;
    }

    private record Model(RowEncoder encoder, SparseLogisticRegression.Fit fit) {}

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean scores(String source) {
        return withoutSource
                ? model(source, null).isPresent()
                : split.labelled().stream()
                        .allMatch(record -> model(source, record).isPresent());
    }

    @Override
    public double score(MeasuredRecord record, String source) {
        Model model = model(source, record)
                .orElseThrow(() -> new IllegalArgumentException(name + " cannot be trained without source '" + source
                        + "'; expected a source for which it scores"));
        return model.fit.logit(model.encoder.encode(record));
    }

    private Optional<Model> model(String source, @Nullable MeasuredRecord record) {
        if (withoutSource || record == null) {
            return models.computeIfAbsent(source, key -> trained(split.trainingWithoutSource(source)));
        }
        int fold = record.benign() ? 0 : split.fold(record);
        return models.computeIfAbsent("fold " + fold, key -> trained(split.trainingWithoutFold(fold)));
    }

    private Optional<Model> trained(List<MeasuredRecord> records) {
        long positives = records.stream().filter(MeasuredRecord::positive).count();
        if (positives == 0 || positives == records.size()) {
            return Optional.empty();
        }
        RowEncoder encoder = encoders.apply(records);
        boolean[] positive = new boolean[records.size()];
        for (int i = 0; i < positive.length; i++) {
            positive[i] = records.get(i).positive();
        }
        return Optional.of(new Model(
                encoder,
                SparseLogisticRegression.fit(
                        records.stream().map(encoder::encode).toList(), positive, encoder.columns(), l2)));
    }
}
