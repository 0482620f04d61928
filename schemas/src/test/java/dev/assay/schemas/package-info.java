/** Tests of the records, and the samples all tests of this module share. */
@NullMarked
package dev.assay.schemas;

import org.jspecify.annotations.NullMarked;
