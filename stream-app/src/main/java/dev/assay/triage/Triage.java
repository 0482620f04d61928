package dev.assay.triage;

import dev.assay.schemas.Alert;
import dev.assay.schemas.DeadLetter;
import dev.assay.schemas.Disposition;
import dev.assay.schemas.avro.AvroBinary;
import dev.assay.triage.DispositionDecoder.Decoded;
import java.util.List;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/**
 * The part of the topology that joins dispositions to alerts.
 *
 * <p>Both go through internal topics keyed by alert id, so that it does not matter how a triage tool keys and partitions
 * its dispositions.
 */
public final class Triage {

    /** In dead letters: where it failed. */
    public static final String STAGE = "triage";

    /** In dead letters: why. */
    public static final String MALFORMED = "malformed-disposition";

    private static final String STORE = "triage";

    private final Serde<Disposition> dispositions;
    private final TriageLimits limits;
    private final TriageListener listener;

    public Triage(Serde<Disposition> dispositions, TriageLimits limits, TriageListener listener) {
        this.dispositions = dispositions;
        this.limits = limits;
        this.listener = listener;
    }

    /**
     * Adds the join to a topology.
     *
     * @param alerts as they are published, with any key
     * @param dispositionsTopic where reviewers' decisions are read
     * @return dispositions that could not be read
     */
    public KStream<String, DeadLetter> addTo(
            StreamsBuilder builder, KStream<?, Alert> alerts, String dispositionsTopic) {
        AvroBinary<Triaged> serde = Triaged.serde();
        builder.addStateStore(
                Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(STORE), Serdes.String(), serde));
        KStream<String, Decoded> decoded = builder.stream(
                        dispositionsTopic,
                        Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()).withName("dispositions"))
                .process(
                        () -> new DispositionDecoder(dispositions.deserializer(), listener),
                        Named.as("read-dispositions"));
        KStream<String, Triaged> decided = decoded.flatMapValues(one -> optional(one.decision()), Named.as("decided"))
                .repartition(internal("triage-decisions", serde));
        alerts.selectKey((key, alert) -> alert.alertId(), Named.as("by-alert"))
                .mapValues(Triaged::raised, Named.as("raised"))
                .repartition(internal("triage-alerts", serde))
                .merge(decided, Named.as("raised-or-decided"))
                .process(() -> new TriageProcessor(STORE, limits, listener), Named.as("triage"), STORE);
        return decoded.flatMapValues(one -> optional(one.deadLetter()), Named.as("bad-dispositions"));
    }

    /** One partition: alerts and decisions that belong together must meet, and both are a trickle. */
    private static Repartitioned<String, Triaged> internal(String name, Serde<Triaged> serde) {
        return Repartitioned.with(Serdes.String(), serde).withName(name).withNumberOfPartitions(1);
    }

    private static <T> List<T> optional(@Nullable T value) {
        return value == null ? List.of() : List.of(value);
    }
}
