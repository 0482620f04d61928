package dev.assay.triage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.schemas.Alert;
import dev.assay.schemas.DeadLetter;
import dev.assay.schemas.Decision;
import dev.assay.schemas.Disposition;
import dev.assay.schemas.Evidence;
import dev.assay.schemas.Role;
import dev.assay.schemas.Schemas;
import dev.assay.schemas.Scope;
import dev.assay.schemas.Severity;
import dev.assay.schemas.Source;
import dev.assay.schemas.avro.AvroBinary;
import dev.assay.schemas.json.JsonCodec;
import dev.assay.schemas.mapping.RecordMapper;
import dev.assay.triage.TriageListener.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TriageTest {

    private static final Instant START = Instant.parse("2026-02-03T10:00:00Z");
    private static final Duration CLAIMED_EARLIER = Duration.ofDays(90); // than the records' times
    private static final String SCAM = "scam.test";

    private final Counts counts = new Counts();
    private final JsonCodec<Disposition> json =
            new JsonCodec<>(RecordMapper.of(Disposition.class, Schemas.of(Disposition.class)));
    private final TopologyTestDriver driver;
    private boolean closed;
    private final TestInputTopic<String, Alert> alerts;
    private final TestInputTopic<String, byte[]> dispositions;
    private final TestOutputTopic<String, DeadLetter> deadLetters;

    TriageTest(@TempDir Path state) {
        AvroBinary<Alert> alertSerde = AvroBinary.of(Alert.class);
        AvroBinary<DeadLetter> letterSerde = AvroBinary.of(DeadLetter.class);
        StreamsBuilder builder = new StreamsBuilder();
        Serde<Disposition> serde =
                Serdes.serdeFrom((topic, value) -> json.encode(value), (topic, bytes) -> json.decode(bytes));
        new Triage(serde, new TriageLimits(Duration.ofDays(1), 20), counts)
                .addTo(builder, builder.stream("alerts", Consumed.with(Serdes.String(), alertSerde)), "dispositions")
                .to("dead-letters", Produced.with(Serdes.String(), letterSerde));
        Properties properties = new Properties();
        properties.put("application.id", "triage-test");
        properties.put("bootstrap.servers", "none:1");
        properties.put("state.dir", state.toString());
        driver = new TopologyTestDriver(builder.build(), properties, START);
        alerts = driver.createInputTopic("alerts", new StringSerializer(), alertSerde.serializer());
        dispositions = driver.createInputTopic("dispositions", new StringSerializer(), new ByteArraySerializer());
        deadLetters = driver.createOutputTopic("dead-letters", new StringDeserializer(), letterSerde.deserializer());
    }

    @AfterEach
    void close() {
        if (!closed) {
            closed = true;
            driver.close();
        }
    }

    @Test
    void shouldCountADecisionForTheDetectorThatRaisedTheAlert() {
        // When
        raise("a", SCAM, START);
        raise("b", "lies.test", START);
        decide("a", Decision.CONFIRMED, START.plusSeconds(60));
        decide("b", Decision.REJECTED, START.plusSeconds(60));

        // Then
        assertThat(counts.alerts)
                .containsExactlyInAnyOrderEntriesOf(Map.of("scam.test CONFIRMED", 1, "lies.test REJECTED", 1));
        assertThat(counts.outcomes).isEqualTo(Map.of(Outcome.APPLIED, 2));
    }

    @Test
    void shouldTellWhichAlertsWaitAndHowLongADecisionTook() {
        // When
        raise("a", SCAM, START);
        raise("b", SCAM, START.plusSeconds(5));
        raise("b", SCAM, START.plusSeconds(5));
        decide("c", Decision.UNSURE, START.plusSeconds(40));
        raise("c", SCAM, START.plusSeconds(10));
        decide("a", Decision.CONFIRMED, START.plusSeconds(60));
        decide("a", Decision.REJECTED, START.plusSeconds(90));

        // Then
        Instant claimed = START.minus(CLAIMED_EARLIER);
        assertThat(counts.open)
                .containsExactlyInAnyOrderEntriesOf(Map.of("HIGH " + claimed, 0, "HIGH " + claimed.plusSeconds(5), 1));
        assertThat(counts.delays).containsExactly(Duration.ofSeconds(30), Duration.ofSeconds(60));
    }

    /** What was kept of an alert before its severity and time were. */
    private record Before(
            @Nullable String detector,
            @Nullable Decision decision,
            @Nullable Instant decidedAt,
            Instant touched) {}

    @Test
    void shouldReadTheStateOfEarlierReleases() {
        // Given
        Before before = new Before(SCAM, Decision.REJECTED, START.plusSeconds(60), START);

        // When
        Triaged now = Triaged.serde().decode(AvroBinary.of(Before.class).encode(before));

        // Then
        assertThat(now).isEqualTo(new Triaged(SCAM, Decision.REJECTED, START.plusSeconds(60), START, null, null));
        assertThat(Triaged.serde().decode(Triaged.serde().encode(now))).isEqualTo(now);
    }

    @Test
    void shouldLetTheLastDecisionWin() {
        // When
        raise("a", SCAM, START);
        decide("a", Decision.CONFIRMED, START.plusSeconds(60));
        decide("a", Decision.REJECTED, START.plusSeconds(120));
        decide("a", Decision.CONFIRMED, START.plusSeconds(90));
        decide("a", Decision.REJECTED, START.plusSeconds(130));

        // Then
        assertThat(counts.alerts)
                .containsExactlyInAnyOrderEntriesOf(Map.of("scam.test CONFIRMED", 0, "scam.test REJECTED", 1));
        assertThat(counts.outcomes)
                .isEqualTo(Map.of(Outcome.APPLIED, 1, Outcome.CHANGED, 1, Outcome.OUTDATED, 1, Outcome.REPEATED, 1));
    }

    @Test
    void shouldCountOnceWhatIsDeliveredTwice() {
        // When
        raise("a", SCAM, START);
        raise("a", SCAM, START);
        decide("a", Decision.CONFIRMED, START.plusSeconds(60));
        decide("a", Decision.CONFIRMED, START.plusSeconds(60));
        raise("a", SCAM, START);

        // Then
        assertThat(counts.alerts).isEqualTo(Map.of("scam.test CONFIRMED", 1));
    }

    @Test
    void shouldKeepADecisionUntilItsAlertComes() {
        // When
        decide("a", Decision.UNSURE, START.plusSeconds(60));
        assertThat(counts.alerts).isEmpty();
        raise("a", SCAM, START);

        // Then
        assertThat(counts.alerts).isEqualTo(Map.of("scam.test UNSURE", 1));
        assertThat(counts.outcomes).isEqualTo(Map.of(Outcome.WAITING, 1));
    }

    @Test
    void shouldForgetAlertsAfterTheRetention() {
        // Given
        raise("a", SCAM, START);
        decide("a", Decision.CONFIRMED, START.plusSeconds(60));

        // When
        for (int hour = 1; hour <= 24; hour++) {
            raise("b", SCAM, START.plus(Duration.ofHours(hour)));
        }
        assertThat(counts.alerts).isEqualTo(Map.of("scam.test CONFIRMED", 1));
        for (int hour = 25; hour <= 28; hour++) {
            raise("b", SCAM, START.plus(Duration.ofHours(hour)));
        }
        decide("a", Decision.REJECTED, START.plus(Duration.ofHours(28)));

        // Then
        assertThat(counts.alerts).isEqualTo(Map.of("scam.test CONFIRMED", 0));
        assertThat(counts.outcomes).containsEntry(Outcome.WAITING, 1);
    }

    @Test
    void shouldRememberOpenAlertsThroughADecisionFromTheFuture() {
        // Given
        raise("a", SCAM, START);
        raise("b", SCAM, START.plusSeconds(60));

        // When
        decide("b", Decision.CONFIRMED, START.plus(Duration.ofDays(400)));
        decide("unheard of", Decision.CONFIRMED, START.plus(Duration.ofDays(4_000)));
        raise("c", SCAM, START.plusSeconds(120));
        decide("a", Decision.REJECTED, START.plusSeconds(180));

        // Then
        assertThat(counts.alerts).isEqualTo(Map.of("scam.test CONFIRMED", 1, "scam.test REJECTED", 1));
        assertThat(counts.outcomes).isEqualTo(Map.of(Outcome.APPLIED, 2, Outcome.WAITING, 1));
    }

    @Test
    void shouldGoOnForgettingAfterAFirstRecordFromTheFuture() {
        // Given
        decide("unheard of", Decision.CONFIRMED, START.plus(Duration.ofDays(4_000)));
        raise("a", SCAM, START);
        decide("a", Decision.CONFIRMED, START.plusSeconds(60));

        // When
        for (int hour = 1; hour <= 28; hour++) {
            raise("b", SCAM, START.plus(Duration.ofHours(hour)));
        }

        // Then
        assertThat(counts.alerts).isEqualTo(Map.of("scam.test CONFIRMED", 0));
    }

    @Test
    void shouldForgetTheOldestAlertsBeyondTheLimit() {
        // When
        for (int i = 0; i < 100; i++) {
            raise("alert-" + i, SCAM, START.plusSeconds(i));
            decide("alert-" + i, Decision.CONFIRMED, START.plusSeconds(i));
        }

        // Then
        assertThat(counts.alerts.get("scam.test CONFIRMED")).isBetween(17, 20);
        decide("alert-99", Decision.REJECTED, START.plusSeconds(200));
        assertThat(counts.alerts).containsEntry("scam.test REJECTED", 1);
    }

    @Test
    void shouldTakeItsCountsBackWhenTheTaskMovesAway() {
        // Given
        raise("a", SCAM, START);
        decide("a", Decision.CONFIRMED, START.plusSeconds(60));

        // When
        close();

        // Then
        assertThat(counts.alerts).isEqualTo(Map.of("scam.test CONFIRMED", 0));
    }

    @Test
    void shouldSendWhatIsNoDecisionToTheDeadLetters() {
        // When
        raise("a", SCAM, START);
        dispositions.pipeInput("a", "{\"alertId\":\"a\",\"decision\":\"my secret\"}".getBytes(UTF_8), START);
        dispositions.pipeInput("a", "secret".getBytes(UTF_8), START);
        decide("a", Decision.CONFIRMED, START);

        // Then
        List<DeadLetter> letters = deadLetters.readValuesToList();
        assertThat(letters).hasSize(2).allSatisfy(letter -> {
            assertThat(letter.stage()).isEqualTo("triage");
            assertThat(letter.source().topic()).isEqualTo("dispositions");
            assertThat(letter.detail()).isNotBlank().doesNotContain("secret");
        });
        assertThat(counts.outcomes).isEqualTo(Map.of(Outcome.MALFORMED, 2, Outcome.APPLIED, 1));
    }

    private void raise(String id, String detector, Instant time) {
        Alert alert = new Alert(
                id,
                "talk",
                "1",
                Role.USER,
                time.minus(CLAIMED_EARLIER),
                detector,
                "scam",
                Severity.HIGH,
                0.9,
                0.8,
                Scope.TURN,
                0.9,
                0.5,
                new Evidence(List.of(), List.of()),
                "digest",
                "engine",
                new Source("turns", 0, 1, 0),
                null,
                null,
                null,
                0);
        alerts.pipeInput("talk", alert, time);
    }

    private void decide(String id, Decision decision, Instant time) {
        dispositions.pipeInput(
                "any key",
                json.encode(new Disposition(id, decision, "reviewer", time.minus(CLAIMED_EARLIER), null, null)),
                time);
    }

    private static final class Counts implements TriageListener {

        private final Map<String, Integer> alerts = new HashMap<>();
        private final Map<Outcome, Integer> outcomes = new HashMap<>();
        private final Map<String, Integer> open = new HashMap<>();
        private final List<Duration> delays = new ArrayList<>();

        @Override
        public void read(Outcome outcome) {
            outcomes.merge(outcome, 1, Integer::sum);
        }

        @Override
        public void counted(String detector, Decision decision, int change) {
            alerts.merge(detector + " " + decision, change, Integer::sum);
        }

        @Override
        public void open(Severity severity, Instant raised, int change) {
            open.merge(severity + " " + raised, change, Integer::sum);
        }

        @Override
        public void decided(String detector, Duration delay) {
            delays.add(delay);
        }
    }
}
