/** Prometheus metrics of the service, in one table, and the HTTP server for them and for health. */
@NullMarked
package dev.assay.metrics;

import org.jspecify.annotations.NullMarked;
