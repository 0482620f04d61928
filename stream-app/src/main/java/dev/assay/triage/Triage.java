package dev.assay.triage;

import dev.assay.schemas.Alert;
import dev.assay.schemas.DeadLetter;
import dev.assay.schemas.Disposition;
import dev.assay.schemas.avro.AvroBinary;
import dev.assay.triage.DispositionDecoder.Decoded;
import java.util.Objects;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.state.Stores;

/**
 * The part of the topology that joins dispositions to alerts.
 *
 * <p>Both go through one internal topic keyed by alert id, so that it does not matter how a triage tool keys and
 * partitions its dispositions.
 */
public final class Triage {

    private static final String NAME = "triage";

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
        AvroBinary<Triaged> serde = AvroBinary.of(Triaged.class);
        builder.addStateStore(
                Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(NAME), Serdes.String(), serde));
        KStream<String, Decoded> decoded = builder.stream(
                        dispositionsTopic, Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()))
                .process(() -> new DispositionDecoder(dispositions.deserializer(), listener));
        KStream<String, Triaged> decided =
                decoded.mapValues(Decoded::decision).filter((id, decision) -> decision != null);
        alerts.selectKey((key, alert) -> alert.alertId())
                .mapValues(Triaged::raised)
                .merge(decided)
                .repartition(Repartitioned.with(Serdes.String(), serde).withName(NAME))
                .process(() -> new TriageProcessor(NAME, limits, listener), NAME);
        return decoded.mapValues(Decoded::deadLetter).filter((id, letter) -> Objects.nonNull(letter));
    }
}
