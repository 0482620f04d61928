package dev.assay.engine;

import dev.assay.bundle.Bundle;
import dev.assay.chat.Message;
import dev.assay.chat.Prompt;
import dev.assay.detector.Assessment;
import dev.assay.detector.ConversationMemory;
import dev.assay.detector.Detector;
import dev.assay.evaluation.LabelledRecord;
import dev.assay.evaluation.LabelledTranscripts;
import dev.assay.reader.BatchedReader;
import dev.assay.reader.BatchingOptions;
import dev.assay.reader.ReaderModel;
import dev.assay.reader.TurnScores;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How far an engine is from another one, over the behaviour texts that come with Assay, read with the default bundle.
 *
 * @param features relative L2 distance of the features that both find active, over all tokens
 * @param flips features that one finds active and the other does not, of those either finds active: a feature has a
 *     threshold, below which it is zero, so the least difference can switch it
 * @param probes relative L2 distance of the probes' logits of all tokens
 * @param verdicts one for each turn and detector
 * @param alike verdicts with the same outcome
 * @param score largest difference of a published score
 */
public record Agreement(double features, double flips, double probes, int verdicts, int alike, double score) {

    private static final Path TEXTS = Path.of("src/main/resources/dev/assay/evaluation/behaviour");
    private static final List<String> FILES = List.of("scam.jsonl", "backdoor.jsonl", "deception.jsonl");

    public double share() {
        return (double) alike / verdicts;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "features %.2g relative L2 with %.3f%% of them switched, probes %.2g relative L2; %d of %d verdicts alike (%.3f%%), scores differ by at most %.4f",
                features,
                100 * flips,
                probes,
                alike,
                verdicts,
                100 * share(),
                score);
    }

    /** @param every one record in so many is read: 1 for all */
    public static Agreement measure(Bundle bundle, ReaderModel model, Engine exact, Engine other, int every)
            throws IOException {
        Sums sums = new Sums(bundle.catalogue().probes().size());
        try (BatchedReader exactly = new BatchedReader(model, exact, BatchingOptions.cpu(), stats -> {});
                BatchedReader otherwise = new BatchedReader(model, other, BatchingOptions.cpu(), stats -> {})) {
            for (LabelledRecord record : records(every)) {
                List<ConversationMemory[]> memories = new ArrayList<>();
                bundle.detectors()
                        .forEach(detector -> memories.add(
                                new ConversationMemory[] {ConversationMemory.EMPTY, ConversationMemory.EMPTY}));
                for (int turn = 0; turn < record.messages().size(); turn++) {
                    Message message = record.messages().get(turn);
                    Prompt prompt = new Prompt(record.messages().subList(0, turn), message);
                    TurnScores a = exactly.read(prompt).join();
                    TurnScores b = otherwise.read(prompt).join();
                    sums.add(a, b);
                    for (int i = 0; i < memories.size(); i++) {
                        sums.judge(bundle.detectors().get(i), message, a, b, memories.get(i));
                    }
                }
            }
        }
        return sums.agreement();
    }

    private static List<LabelledRecord> records(int every) throws IOException {
        List<LabelledRecord> records = new ArrayList<>();
        for (String file : FILES) {
            try (LabelledTranscripts transcripts = LabelledTranscripts.open(TEXTS.resolve(file))) {
                int line = 0;
                for (LabelledRecord record = transcripts.next(); record != null; record = transcripts.next()) {
                    if (line++ % every == 0) {
                        records.add(record);
                    }
                }
            }
        }
        return records;
    }

    private static final class Sums {
        private final int probeColumns;
        private final double[] squares = new double[2]; // of probes, of features
        private final double[] errors = new double[2];
        private long active;
        private long switched;
        private int verdicts;
        private int alike;
        private double score;

        Sums(int probeColumns) {
            this.probeColumns = probeColumns;
        }

        void add(TurnScores exact, TurnScores other) {
            for (int token = 0; token < exact.tokens().size(); token++) {
                for (int column = 0; column < exact.columns(); column++) {
                    double expected = exact.score(token, column);
                    double found = other.score(token, column);
                    if (column < probeColumns) {
                        add(0, expected, found);
                    } else if (expected != 0 && found != 0) {
                        active++;
                        add(1, expected, found);
                    } else if (expected != found) {
                        active++;
                        switched++;
                    }
                }
            }
        }

        private void add(int kind, double expected, double found) {
            squares[kind] += expected * expected;
            errors[kind] += (found - expected) * (found - expected);
        }

        void judge(Detector detector, Message message, TurnScores a, TurnScores b, ConversationMemory[] memory) {
            Assessment exact = detector.assess(message.role(), a, memory[0]);
            Assessment other = detector.assess(message.role(), b, memory[1]);
            memory[0] = exact.memory();
            memory[1] = other.memory();
            verdicts++;
            alike += exact.verdict().outcome() == other.verdict().outcome() ? 1 : 0;
            score = Math.max(
                    score, Math.abs(exact.verdict().score() - other.verdict().score()));
        }

        Agreement agreement() {
            return new Agreement(
                    Math.sqrt(errors[1] / squares[1]),
                    (double) switched / active,
                    Math.sqrt(errors[0] / squares[0]),
                    verdicts,
                    alike,
                    score);
        }
    }
}
