/** Offline: harvest residuals, train dictionaries and probes, calibrate. */
@NullMarked
package dev.assay.training;

import org.jspecify.annotations.NullMarked;
