/** Keys and signatures by which an auditor knows that a document is what this deployment wrote. */
@NullMarked
package dev.assay.audit;

import org.jspecify.annotations.NullMarked;
