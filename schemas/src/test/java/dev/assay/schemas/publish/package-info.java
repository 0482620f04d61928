/** Tests that published files follow the schemas. */
@NullMarked
package dev.assay.schemas.publish;

import org.jspecify.annotations.NullMarked;
