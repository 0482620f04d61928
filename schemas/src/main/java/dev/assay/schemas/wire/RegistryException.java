package dev.assay.schemas.wire;

import java.net.URI;
import org.apache.kafka.common.KafkaException;

/**
 * The schema registry did not do what was asked: it is unreachable, refuses the client, or refuses the schema.
 *
 * <p>Not the fault of the record at hand, which must be tried again later and is no dead letter.
 */
public final class RegistryException extends KafkaException {
    private static final long serialVersionUID = 1L;

    RegistryException(URI registry, String what, Throwable cause) {
        super(
                "the schema registry " + registry + " could not " + what
                        + "; check that it is up, that the client may use it, and its log",
                cause);
    }
}
