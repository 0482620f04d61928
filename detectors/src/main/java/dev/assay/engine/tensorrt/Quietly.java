package dev.assay.engine.tensorrt;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Frees what there is to free although something before it could not be: after a GPU is lost nothing can. */
final class Quietly {

    private static final Logger log = LoggerFactory.getLogger(Quietly.class);

    private Quietly() {}

    static void close(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            log.warn("a part of the tensorrt engine could not be freed: {}", e.getMessage());
        }
    }
}
