/** Any record to Avro's generic form and back, so that no message is written as a class twice. */
@NullMarked
package dev.assay.schemas.mapping;

import org.jspecify.annotations.NullMarked;
