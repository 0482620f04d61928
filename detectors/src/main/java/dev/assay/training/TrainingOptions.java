package dev.assay.training;

import dev.assay.chat.Role;
import dev.assay.detector.Mode;
import dev.assay.detector.Severity;
import dev.assay.evaluation.LabelledRecord;
import dev.assay.graph.HookPoint;
import dev.assay.reader.DefaultReader;
import dev.assay.reader.ReaderSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Everything that decides what a trained bundle is.
 *
 * @param data labelled files, and files of unlabelled chat
 * @param work directory that keeps unfinished work; safe to delete
 * @param output directory of the bundle; must be empty or missing
 * @param name of the bundle
 * @param createdBy the command that repeats this training
 * @param readerDirectory where the reader's files may lie besides the class path
 * @param threads that read at once
 * @param dictionaryOf the bundle whose dictionary is kept; null to train one
 * @param openLicencesOnly whether records are left out whose publisher states no licence or one that limits their use
 * @param evidenceFeatures dictionary features shown by each detector
 */
public record TrainingOptions(
        List<Path> data,
        Path work,
        Path output,
        String name,
        String createdBy,
        ReaderSpec reader,
        @Nullable Path readerDirectory,
        int threads,
        HarvestOptions harvest,
        DictionaryOptions dictionary,
        ProbeOptions probes,
        CalibrationOptions calibration,
        List<DetectorPlan> detectors,
        @Nullable Path dictionaryOf,
        boolean openLicencesOnly,
        int evidenceFeatures) {

    private static final Set<Role> ALL_BUT_SYSTEM = Set.of(Role.USER, Role.ASSISTANT, Role.TOOL);

    public TrainingOptions {
        data = List.copyOf(data);
        detectors = List.copyOf(detectors);
        if (data.isEmpty()) {
            throw new TrainingException("there are no data files; expected at least one .jsonl or .jsonl.gz file");
        }
        if (detectors.isEmpty()) {
            throw new TrainingException("there are no detectors to train; expected at least one");
        }
    }

    boolean allows(LabelledRecord record) {
        return !openLicencesOnly || Licences.areOpen(record.license());
    }

    /** What is most often changed; the rest has defaults. */
    public record Choices(
            long seed,
            HookPoint dictionaryHook,
            List<HookPoint> probeHooks,
            int dictionarySize,
            int k,
            long dictionaryTokens,
            int labelledPerSubset,
            int unlabelledPerSubset,
            int threads) {

        public static final Choices DEFAULT = new Choices(
                7,
                new HookPoint(6),
                Stream.of(4, 5, 6).map(HookPoint::new).toList(),
                4096,
                32,
                1_500_000,
                800,
                1200,
                Runtime.getRuntime().availableProcessors());
    }

    /** The detectors of the default bundle. */
    public static List<DetectorPlan> defaultDetectors() {
        return List.of(
                new DetectorPlan("scam", "scam", Severity.HIGH, Mode.ACTIVE, ALL_BUT_SYSTEM, List.of()),
                new DetectorPlan(
                        "backdoor",
                        "backdoor",
                        Severity.CRITICAL,
                        Mode.ACTIVE,
                        ALL_BUT_SYSTEM,
                        List.of("vuln_pair", "trojanpuzzle")),
                new DetectorPlan(
                        "deception",
                        "deception",
                        Severity.MEDIUM,
                        Mode.SHADOW,
                        Set.of(Role.ASSISTANT),
                        List.of("truth_")),
                shadow("power_seeking"),
                shadow("secrecy"));
    }

    private static DetectorPlan shadow(String category) {
        return new DetectorPlan(category, category, Severity.MEDIUM, Mode.SHADOW, Set.of(Role.ASSISTANT), List.of());
    }

    /** The default reader on all {@code .jsonl} and {@code .jsonl.gz} files of some directories. */
    public static TrainingOptions of(
            Choices choices,
            List<Path> dataDirectories,
            @Nullable Path dictionaryOf,
            boolean openLicencesOnly,
            Path work,
            Path output,
            String createdBy)
            throws IOException {
        List<Path> data = new ArrayList<>();
        for (Path directory : dataDirectories) {
            data.addAll(dataFiles(directory));
        }
        List<HookPoint> hooks = Stream.concat(choices.probeHooks().stream(), Stream.of(choices.dictionaryHook()))
                .distinct()
                .sorted()
                .toList();
        CalibrationOptions calibration = CalibrationOptions.DEFAULT;
        return new TrainingOptions(
                data,
                work,
                output,
                "assay-default",
                createdBy,
                DefaultReader.SPEC,
                null,
                choices.threads(),
                new HarvestOptions(
                        hooks,
                        choices.dictionaryHook(),
                        choices.labelledPerSubset(),
                        choices.unlabelledPerSubset(),
                        16,
                        768,
                        4000,
                        200,
                        choices.seed()),
                DictionaryOptions.defaults(
                        choices.dictionarySize(), choices.k(), choices.dictionaryTokens(), choices.seed()),
                new ProbeOptions(
                        choices.probeHooks(),
                        List.of(0.001, 0.01, 0.03, 0.1, 0.3, 1.0),
                        8,
                        250,
                        4,
                        0.3,
                        calibration.minTokens(),
                        calibration.prior(),
                        -3,
                        choices.seed()),
                calibration,
                defaultDetectors(),
                dictionaryOf,
                openLicencesOnly,
                12);
    }

    /** The labelled files of a directory, by name. */
    public static List<Path> dataFiles(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            throw new TrainingException(
                    "data directory is " + directory + "; expected a directory with .jsonl or .jsonl.gz files");
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".jsonl")
                            || file.toString().endsWith(".jsonl.gz"))
                    .sorted()
                    .toList();
        }
    }

    /** Layers as hook points. */
    public static List<HookPoint> hooks(int... layers) {
        return IntStream.of(layers).mapToObj(HookPoint::new).toList();
    }
}
