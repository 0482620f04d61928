/** The evidence pack of one alert: everything a third party needs to compute it again, signed. */
@NullMarked
package dev.assay.evidence;

import org.jspecify.annotations.NullMarked;
