/** Strict reading and deterministic writing of our own small JSON files. */
@NullMarked
package dev.assay.json;

import org.jspecify.annotations.NullMarked;
