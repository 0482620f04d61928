/** Hands turns to the reader many at a time without losing, doubling or reordering any. */
@NullMarked
package dev.assay.batching;

import org.jspecify.annotations.NullMarked;
