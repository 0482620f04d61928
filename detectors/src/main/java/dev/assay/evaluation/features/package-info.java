/** What the features behind the detectors' evidence react to, how well they tell, and whether the probes rest on them. */
@NullMarked
package dev.assay.evaluation.features;

import org.jspecify.annotations.NullMarked;
