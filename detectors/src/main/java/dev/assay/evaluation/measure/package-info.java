/** What every detector and baseline needs to know of each record of labelled files, read once. */
@NullMarked
package dev.assay.evaluation.measure;

import org.jspecify.annotations.NullMarked;
