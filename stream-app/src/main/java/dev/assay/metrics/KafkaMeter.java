package dev.assay.metrics;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.function.DoubleBinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One row of the table of metrics whose value Kafka's clients and Kafka Streams measure.
 *
 * @param meter as it is exported; its label, if it has one, has the value of {@code tag}
 * @param group of Kafka's metric
 * @param name of Kafka's metric
 * @param tag of Kafka's metric by which values are kept apart; null for none
 * @param together makes one value of two, of several threads, tasks or clients
 * @param scale of our unit in Kafka's
 */
record KafkaMeter(
        Meter meter, String group, String name, @Nullable String tag, DoubleBinaryOperator together, double scale) {

    KafkaMeter {
        requireNonNull(meter, "meter");
        requireNonNull(group, "group");
        requireNonNull(name, "name");
        requireNonNull(together, "together");
        if (meter.labels().size() != (tag == null ? 0 : 1)) {
            throw new IllegalArgumentException(
                    meter.name() + " has labels " + meter.labels() + "; expected one for the tag " + tag);
        }
    }

    static KafkaMeter sum(Meter meter, String group, String name) {
        return new KafkaMeter(meter, group, name, null, Double::sum, 1);
    }

    static KafkaMeter sum(Meter meter, String group, String name, String tag) {
        return new KafkaMeter(meter, group, name, tag, Double::sum, 1);
    }

    /** The longest of several times in milliseconds. */
    static KafkaMeter longest(Meter meter, String group, String name) {
        return new KafkaMeter(meter, group, name, null, Math::max, 1e-3);
    }

    static KafkaMeter longest(Meter meter, String group, String name, String tag) {
        return new KafkaMeter(meter, group, name, tag, Math::max, 1e-3);
    }

    static Meter gauge(String name, String help) {
        return Meter.gauge(name, List.of(), help);
    }

    static Meter counter(String name, String help) {
        return Meter.counter(name, List.of(), help);
    }
}
