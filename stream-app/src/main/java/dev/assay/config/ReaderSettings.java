package dev.assay.config;

import static dev.assay.config.Importance.HIGH;
import static dev.assay.config.Importance.LOW;
import static dev.assay.config.Importance.MEDIUM;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Rows of the table {@link Settings}: what reads turns, and how many at once. */
interface ReaderSettings {

    Setting<Path> BUNDLE = Setting.of(
            "assay.bundle",
            Kind.optionalPath(),
            "",
            HIGH,
            "Directory of the bundle: dictionary, probes, detectors, and which reader they are for. Without one, the "
                    + "bundle that comes with Assay.");

    Setting<Path> READER_DIR = Setting.of(
            "assay.reader.dir",
            Kind.optionalPath(),
            "",
            LOW,
            "Directory with the files of the reader that the bundle names. Files not there are those that come with "
                    + "Assay. Their digests must be the bundle's.");

    Setting<EngineSetting> ENGINE = Setting.of(
            "assay.engine",
            Kind.choice(EngineSetting.class),
            "auto",
            MEDIUM,
            "What runs the reader. auto is TensorRT where it works, else ONNX Runtime; ./assay doctor says why.");

    Setting<Integer> ENGINE_THREADS = Setting.of(
            "assay.engine.threads",
            Kind.whole(0, 256),
            "0",
            MEDIUM,
            "Batches the engine runs at once; 0 is one per processor.");

    Setting<Integer> BATCH_TOKENS = Setting.of(
            "assay.batch.tokens",
            Kind.whole(64, 1_048_576),
            "512",
            MEDIUM,
            "Most tokens, padding included, in one batch of the engine. 256 to 512 is best on a CPU.");

    Setting<Integer> MAX_IN_FLIGHT = Setting.of(
            "assay.batch.max-in-flight",
            Kind.whole(1, 65_536),
            "256",
            LOW,
            "Turns one task hands to the reader before it waits. At least twice the turns of the largest batch.");

    Setting<Integer> MAX_IN_FLIGHT_CHARACTERS = Setting.of(
            "assay.batch.max-in-flight-characters",
            Kind.whole(1_000, 100_000_000),
            "1000000",
            LOW,
            "Characters of turns one task hands to the reader before it waits. A longer turn is read alone.");

    Setting<Duration> STALLED_AFTER = Setting.of(
            "assay.batch.stalled-after",
            Kind.duration("10s", "1d"),
            "5m",
            LOW,
            "When the reader has not finished the turn a task waits for in so long, the service is not live: only a "
                    + "restart helps. Must exceed the longest read of a turn together with what other tasks have queued.");

    /** In the order of the documentation. */
    List<Setting<?>> ROWS = List.of(
            BUNDLE,
            READER_DIR,
            ENGINE,
            ENGINE_THREADS,
            BATCH_TOKENS,
            MAX_IN_FLIGHT,
            MAX_IN_FLIGHT_CHARACTERS,
            STALLED_AFTER);
}
