package dev.assay.training;

import dev.assay.chat.Message;
import dev.assay.chat.Prompt;
import dev.assay.evaluation.LabelledRecord;
import dev.assay.evaluation.LabelledTranscripts;
import dev.assay.evaluation.Progress;
import dev.assay.reader.ReaderModel;
import dev.assay.reader.SplitReading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Trains dictionaries of several sizes and of every kind on the same harvested tokens, with as many active features a
 * token, and measures them alike. Goes on where it was when it is run again.
 */
public final class DictionaryComparison {

    private static final int HELD_OUT_PARTS = 50; // one in so many parts of the harvest is held out

    private final ComparisonOptions options;
    private final Progress progress;

    public DictionaryComparison(ComparisonOptions options, Progress progress) {
        this.options = options;
        this.progress = progress;
    }

    /**
     * One dictionary.
     *
     * @param recovered share of the loss that its reconstruction recovers when spliced in, see {@link SplicedLoss}
     */
    public record Compared(DictionaryKind kind, int size, DictionaryMeasurement measurement, double recovered) {}

    /**
     * @param harvested tokens trained on
     * @param spliced tokens of text that reconstructions were spliced into
     */
    public record Result(int harvested, int spliced, List<Compared> dictionaries) {
        public Result {
            dictionaries = List.copyOf(dictionaries);
        }
    }

    /** @throws TrainingException if there is no finished harvest in the directory, or too small a one */
    public Result run() throws IOException {
        Files.createDirectories(options.work());
        List<HarvestPart> parts = HarvestPart.finishedIn(options.harvest());
        if (parts.size() < 2) {
            throw new TrainingException("harvest " + options.harvest() + " has " + parts.size()
                    + " finished parts; expected at least 2. It is the directory harvest-... in the work directory of a"
                    + " training");
        }
        List<Integer> sampled = new ArrayList<>();
        for (HarvestPart part : parts) {
            sampled.add(part.readIndex().sampled().size());
        }
        TokenRows rows = MappedTokenRows.open(
                parts.stream().map(part -> part.tokens).toList(),
                sampled,
                options.reader().dModel());
        int heldOut = sampled.stream()
                .limit(Math.max(1, parts.size() / HELD_OUT_PARTS))
                .mapToInt(Integer::intValue)
                .sum();
        List<Compared> compared = new ArrayList<>();
        SplicedLoss loss = splicedLoss();
        for (int size : options.sizes()) {
            for (DictionaryKind kind : DictionaryKind.values()) {
                compared.add(compare(size, kind, rows, heldOut, loss));
            }
        }
        return new Result(rows.rows() - heldOut, loss.tokens(), compared);
    }

    private Compared compare(int size, DictionaryKind kind, TokenRows rows, int heldOut, SplicedLoss loss)
            throws IOException {
        String name = kind.label() + " " + size;
        DictionaryOptions training = DictionaryOptions.defaults(
                        size, options.active(), options.tokens(), options.seed())
                .with(kind);
        Path checkpoint = options.work().resolve(kind.name().toLowerCase(Locale.ROOT) + "-" + size + ".checkpoint");
        DictionaryTrainer.Result trained = new DictionaryTrainer(
                        training, checkpoint, (stage, done, total) -> progress.update(name + ": " + stage, done, total))
                .train(rows, heldOut, options.hook(), rows.rows() + " tokens");
        progress.update(name + ": splice", 0, -1);
        return new Compared(kind, size, trained.measurement(), loss.recovered(trained.dictionary()));
    }

    private SplicedLoss splicedLoss() throws IOException {
        progress.update("read texts", 0, -1);
        List<Prompt> prompts = new ArrayList<>();
        for (Path file : options.texts()) {
            try (LabelledTranscripts transcripts = LabelledTranscripts.open(file)) {
                for (LabelledRecord record = transcripts.next(); record != null; record = transcripts.next()) {
                    List<Message> messages = record.messages();
                    int last = messages.size() - 1;
                    prompts.add(new Prompt(messages.subList(0, last), messages.get(last)));
                }
            }
        }
        try (ReaderModel model = ReaderModel.load(options.reader(), options.readerDirectory())) {
            SplitReading reading = new SplitReading(model, options.hook(), prompts);
            return new SplicedLoss(reading, model.layers(), options.reader().dModel());
        }
    }
}
