/** Offline: detection quality on labelled transcripts. */
@NullMarked
package dev.assay.evaluation;

import org.jspecify.annotations.NullMarked;
