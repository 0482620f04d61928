package dev.assay.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.assay.bundle.Bundle;
import dev.assay.bundle.TinyBundle;
import dev.assay.config.Config;
import dev.assay.replay.Outcome;
import dev.assay.replay.Position;
import dev.assay.replay.Replay;
import dev.assay.replay.ReplayException;
import dev.assay.replay.ReplayOptions;
import dev.assay.replay.ReplayReport;
import dev.assay.schemas.Decision;
import dev.assay.topology.BundleReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Replays the middle of what the service has judged, and compares with what the service, or another bundle, published. */
@Timeout(1800)
class ReplayIT {

    private static final Logger log = LoggerFactory.getLogger(ReplayIT.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long SEED = Long.getLong("assay.faults.seed", System.currentTimeMillis());
    private static final double OTHER_THRESHOLD = 0.6;
    private static final Duration LONGEST_RUN = Duration.ofMinutes(8);
    private static final Duration ALWAYS = Duration.ofDays(3000);

    private static Path directory;
    private static JudgedRange given;

    @BeforeAll
    static void judgeOnce(@TempDir Path temporary) throws Exception {
        directory = temporary;
        given = new JudgedRange(temporary, SEED);
    }

    @AfterAll
    static void stop() {
        given.close();
    }

    @Test
    void shouldRaiseEveryAlertAgainUnderTheSameBundle() throws Exception {
        // When
        ReplayReport report = replay("same", given.bundle());

        // Then
        String described = "seed " + SEED;
        int expected = given.alerts().size();
        assertThat(expected).as(described).isGreaterThan(20);
        assertThat(report.comparison().differences()).as(described).isEmpty();
        assertThat(report.comparison().count(Outcome.IDENTICAL)).as(described).isEqualTo(expected);
        assertThat(report.manifest().signature()).isNull();
        assertThat(given.topics())
                .as("topics with chat text are gone, those of the results stay")
                .noneMatch(topic -> topic.startsWith("production-replay-same-"))
                .contains("production-replay-same.alerts", "production-replay-same.run");
        try (Stream<Path> left = Files.walk(directory.resolve("production/state"))) {
            assertThat(left.filter(path -> path.toString().contains("replay-same")))
                    .as("local state, which holds chat text too")
                    .noneMatch(path -> path.toString().contains("rocksdb"));
        }
        assertThat(given.ends("production-replay-same.dead-letters")).containsValue(0L);

        // When it is asked for once more, it is only compared
        ReplayReport again = replay("same", given.bundle());

        // Then
        assertThat(again.manifest()).isEqualTo(report.manifest());
        assertThat(again.comparison()).isEqualTo(report.comparison());
        assertThatThrownBy(() -> replay("same", TinyBundle.write(0.7, directory.resolve("third"))))
                .isInstanceOf(ReplayException.class)
                .hasMessageContaining("run same was begun with another bundle");
    }

    @Test
    void shouldGiveAnExactAccountOfAnotherBundle() throws Exception {
        // Given
        Path other = TinyBundle.write(OTHER_THRESHOLD, directory.resolve("other"));
        Deployment undisturbed = given.deployment("undisturbed", other);
        Map<String, JsonNode> then = given.alerts();
        Map<String, JsonNode> now = given.alerts(undisturbed);
        Set<String> lost =
                then.keySet().stream().filter(key -> !now.containsKey(key)).collect(Collectors.toSet());
        given.decide(then, lost);

        // When
        ReplayReport report = replay("another", other);

        // Then
        String described = "seed " + SEED;
        Map<Outcome, Set<String>> found = report.comparison().findings().stream()
                .collect(Collectors.groupingBy(
                        finding -> finding.outcome(),
                        Collectors.mapping(
                                finding -> finding.key().conversationId() + "/"
                                        + finding.key().turnId() + "/"
                                        + finding.key().detector(),
                                Collectors.toSet())));
        assertThat(lost).as(described).isNotEmpty();
        assertThat(found.get(Outcome.MISSING)).as(described).isEqualTo(lost);
        assertThat(found.getOrDefault(Outcome.NEW, Set.of()))
                .as(described)
                .isEqualTo(now.keySet().stream()
                        .filter(key -> !then.containsKey(key))
                        .collect(Collectors.toSet()));
        assertThat(report.comparison().findings())
                .as(described)
                .filteredOn(finding -> finding.replayed() != null)
                .allSatisfy(finding -> {
                    JsonNode expected = requireNonNull(now.get(finding.key().conversationId() + "/"
                            + finding.key().turnId() + "/" + finding.key().detector()));
                    assertThat(requireNonNull(finding.replayed()).score())
                            .isEqualTo(expected.get("score").doubleValue());
                    assertThat(requireNonNull(finding.replayed()).suppressed())
                            .isEqualTo(expected.get("suppressed").longValue());
                    assertThat(requireNonNull(finding.replayed()).id())
                            .isEqualTo(expected.get("alertId").textValue());
                });
        assertThat(report.comparison().count(Outcome.MISSING, Decision.CONFIRMED))
                .as(described)
                .isEqualTo(lost.size());
        assertThat(report.consequence()).contains(lost.size() + " alert", "confirmed would have been lost");
    }

    @Test
    void shouldGoOnWhereItWasKilled() throws Exception {
        // Given
        Path page = directory.resolve("report");
        List<String> command = command("killed", page, 30);

        // When
        long before = awaitHalf(command);
        try (ServiceProcess resumed = ServiceProcess.start(given.production(), JudgedRange.SETTINGS, command)) {
            int exitCode = resumed.awaitEnd(LONGEST_RUN);

            // Then
            assertThat(exitCode).as(resumed.logTail()).isZero();
        }
        JsonNode report = JSON.readTree(page.resolve("replay.json").toFile());
        log.info("killed after {} records, then {}", before, report.get("verdict"));
        assertThat(report.at("/outcomes/identical/all").intValue())
                .as("seed %d", SEED)
                .isEqualTo(given.alerts().size());
        assertThat(report.get("differences")).as("seed %d", SEED).isEmpty();
        assertThat(page.resolve("replay.html")).content(UTF_8).contains("Reproduced: ");
        assertThat(Files.readString(page.resolve("manifest.json"))).contains("\"run\" : \"killed\"");
    }

    @Test
    void shouldShareTheWorkOfOneRunBetweenInstances() throws Exception {
        // Given
        Deployment other = given.production().instance("second");
        ExecutorService instances = Executors.newFixedThreadPool(2);

        // When both start at the same moment
        try {
            Future<ReplayReport> one = instances.submit(() -> replay("shared", given.production(), given.bundle(), 10));
            Future<ReplayReport> two = instances.submit(() -> replay("shared", other, given.bundle(), 10));
            long most = 0;
            while (!one.isDone() || !two.isDone()) {
                most = Math.max(most, given.workers("production-replay-shared"));
                Thread.sleep(50);
            }

            // Then
            String described = "seed " + SEED;
            assertThat(most).as("instances that had work at once").isEqualTo(2);
            assertThat(one.get().comparison().differences()).as(described).isEmpty();
            assertThat(one.get().comparison().count(Outcome.IDENTICAL))
                    .as(described)
                    .isEqualTo(given.alerts().size());
            assertThat(two.get()).as(described).isEqualTo(one.get());
            assertThat(given.topics()).noneMatch(topic -> topic.startsWith("production-replay-shared-"));
        } finally {
            instances.shutdownNow();
        }
    }

    private static List<String> command(String run, Path report, int rate) {
        return List.of(
                "replay",
                "--id",
                run,
                "--from",
                new Position.Offsets(given.from()).text(),
                "--to",
                new Position.Offsets(given.to()).text(),
                "--warm-up",
                "3000d",
                "--report",
                report.toString(),
                "--rate",
                Integer.toString(rate));
    }

    /** @return input records that were done and committed when the process was killed */
    private static long awaitHalf(List<String> command) throws Exception {
        long total = given.to().values().stream().mapToLong(Long::longValue).sum();
        try (ServiceProcess process = ServiceProcess.start(given.production(), JudgedRange.SETTINGS, command)) {
            long until = System.nanoTime() + LONGEST_RUN.toNanos();
            while (true) {
                long done = given.committed("production-replay-killed");
                if (done > total / 2) {
                    assertThat(done)
                            .as("of %d; else the kill disturbed nothing", total)
                            .isLessThan(total);
                    process.kill();
                    return done;
                }
                assertThat(System.nanoTime()).as(process.logTail()).isLessThan(until);
                Thread.sleep(50);
            }
        }
    }

    private static ReplayReport replay(String run, Path with) throws Exception {
        return replay(run, given.production(), with, 0);
    }

    private static ReplayReport replay(String run, Deployment instance, Path with, double rate) throws Exception {
        Map<String, String> settings = new HashMap<>(instance.settings(JudgedRange.SETTINGS));
        settings.put("assay.bundle", with.toString());
        Config config = Config.of(settings);
        Bundle loaded = Bundle.load(with);
        ReplayOptions options = new ReplayOptions(
                run, new Position.Offsets(given.from()), new Position.Offsets(given.to()), ALWAYS, rate);
        try (BundleReader reader = BundleReader.open(config, loaded, batch -> {})) {
            return new Replay(config, options, (done, total) -> log.info("{}: {} of {}", run, done, total))
                    .run(loaded, reader);
        }
    }
}
