/** Signed checkpoints of what topics hold, and the proof that a topic still holds it. */
@NullMarked
package dev.assay.checkpoint;

import org.jspecify.annotations.NullMarked;
