/** Figures of scores with their bootstrap intervals, by category and source. Pure functions. */
@NullMarked
package dev.assay.evaluation.figures;

import org.jspecify.annotations.NullMarked;
