/** Tests of Avro binary. */
@NullMarked
package dev.assay.schemas.avro;

import org.jspecify.annotations.NullMarked;
