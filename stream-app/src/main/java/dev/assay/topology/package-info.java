/** The path of a turn through Kafka Streams, from the input topic to alerts, metrics and dead letters. */
@NullMarked
package dev.assay.topology;

import org.jspecify.annotations.NullMarked;
