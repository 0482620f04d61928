/** Writes an evaluation as one Markdown page and one self-contained HTML page with plots. */
@NullMarked
package dev.assay.evaluation.report;

import org.jspecify.annotations.NullMarked;
