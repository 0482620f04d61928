/** Runs every benchmark on tiny sizes, so that none stops working unnoticed; nothing is timed. */
@NullMarked
package dev.assay.benchmarks;

import org.jspecify.annotations.NullMarked;
