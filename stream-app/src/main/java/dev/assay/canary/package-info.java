/** Turns whose verdict is known beforehand, sent through the whole service to see whether it still detects. */
@NullMarked
package dev.assay.canary;

import org.jspecify.annotations.NullMarked;
