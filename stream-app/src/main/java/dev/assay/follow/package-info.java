/** Follows the alerts topic, and reads the texts that alerts point at. */
@NullMarked
package dev.assay.follow;

import org.jspecify.annotations.NullMarked;
