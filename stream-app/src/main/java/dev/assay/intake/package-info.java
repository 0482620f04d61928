/** Turns one input record into turns, or says why it cannot be read. */
@NullMarked
package dev.assay.intake;

import org.jspecify.annotations.NullMarked;
