/** Tests of natural JSON. */
@NullMarked
package dev.assay.schemas.json;

import org.jspecify.annotations.NullMarked;
