package dev.assay.checkpoint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.audit.AuditKey;
import dev.assay.demo.EmbeddedBroker;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A broker for all tests of a class, and for each test topics of its own, two keys and what a verification must find. */
@Timeout(120)
abstract class AuditedTopicsKit {

    private static EmbeddedBroker broker;
    static AuditKey key;
    static AuditKey other; // of somebody else

    AuditedTopics topics;

    @BeforeAll
    static void startBroker(@TempDir Path directory) throws Exception {
        broker = EmbeddedBroker.start(0, directory.resolve("broker"), Map.of("log.initial.task.delay.ms", "3600000"));
        key = AuditKey.generate(directory.resolve("key"));
        other = AuditKey.generate(directory.resolve("other"));
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @BeforeEach
    void createTopics(TestInfo test) {
        topics = new AuditedTopics(broker, test.getTestMethod().orElseThrow().getName(), key);
    }

    @AfterEach
    void close() {
        topics.close();
    }

    /** Three checkpoints over fifteen records in five transactions. */
    final void fill() {
        topics.checkpoint();
        topics.append(5);
        topics.append(2);
        topics.checkpoint();
        topics.append(3);
        topics.append(2);
        topics.append(3);
        topics.checkpoint();
    }

    /** Finds these kinds and no others, in this order, and tells nothing of what the records say. */
    static void expect(AuditReport report, FindingKind... kinds) {
        assertThat(report.findings().stream().map(Finding::kind).distinct().toList())
                .as("%s", report.findings())
                .containsExactlyElementsOf(List.of(kinds).stream().distinct().toList());
        assertThat(new String(ReportJson.write(report), UTF_8))
                .doesNotContain(AuditedTopics.SECRET)
                .contains(report.verdict());
    }
}
