/** Judges a range of the input topic again, and compares what comes of it with the alerts that were raised. */
@NullMarked
package dev.assay.replay;

import org.jspecify.annotations.NullMarked;
