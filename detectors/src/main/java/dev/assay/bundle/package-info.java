/** Reader, dictionary, catalogue and calibration as one content-addressed unit. */
@NullMarked
package dev.assay.bundle;

import org.jspecify.annotations.NullMarked;
