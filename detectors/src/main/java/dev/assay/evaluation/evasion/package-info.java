/** Disguises of harmful transcripts, and the recall each of them costs. */
@NullMarked
package dev.assay.evaluation.evasion;

import org.jspecify.annotations.NullMarked;
