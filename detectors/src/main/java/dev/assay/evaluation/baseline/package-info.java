/** What a detector must beat: length, keywords, words, its own probe and features, each scored out of sample. */
@NullMarked
package dev.assay.evaluation.baseline;

import org.jspecify.annotations.NullMarked;
