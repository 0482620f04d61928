/** Tests of the mapping between records and Avro. */
@NullMarked
package dev.assay.schemas.mapping;

import org.jspecify.annotations.NullMarked;
