/** What every fuzz test asks of a reader of untrusted input. */
@NullMarked
package dev.assay.fuzz;

import org.jspecify.annotations.NullMarked;
