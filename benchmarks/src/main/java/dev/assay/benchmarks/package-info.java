/** Measures speed and memory as ratios within one run; each command prints a table and JSON. */
@NullMarked
package dev.assay.benchmarks;

import org.jspecify.annotations.NullMarked;
