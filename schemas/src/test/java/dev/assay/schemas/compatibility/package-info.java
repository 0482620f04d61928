/** Tests that what was released can be read for ever. */
@NullMarked
package dev.assay.schemas.compatibility;

import org.jspecify.annotations.NullMarked;
