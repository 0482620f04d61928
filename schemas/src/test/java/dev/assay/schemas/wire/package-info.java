/** Tests of the wire formats, against a real registry. */
@NullMarked
package dev.assay.schemas.wire;

import org.jspecify.annotations.NullMarked;
