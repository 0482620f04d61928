/** Generates Grafana's dashboards: one class for each, on a few types that know Grafana's format. */
@NullMarked
package dev.assay.grafana;

import org.jspecify.annotations.NullMarked;
