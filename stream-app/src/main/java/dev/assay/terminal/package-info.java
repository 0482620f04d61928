/** What commands write to a terminal: alerts with their evidence highlighted, progress, and figures. */
@NullMarked
package dev.assay.terminal;

import org.jspecify.annotations.NullMarked;
