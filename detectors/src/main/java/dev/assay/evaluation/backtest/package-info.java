/** What other thresholds would do to recorded scores, without running the reader. */
@NullMarked
package dev.assay.evaluation.backtest;

import org.jspecify.annotations.NullMarked;
