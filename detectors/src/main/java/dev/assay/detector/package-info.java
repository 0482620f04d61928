/** Token scores to calibrated verdicts with evidence. */
@NullMarked
package dev.assay.detector;

import org.jspecify.annotations.NullMarked;
