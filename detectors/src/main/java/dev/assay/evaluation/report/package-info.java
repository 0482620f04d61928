/** Writes reports, first of all that of an evaluation, as one Markdown page and one self-contained HTML page. */
@NullMarked
package dev.assay.evaluation.report;

import org.jspecify.annotations.NullMarked;
