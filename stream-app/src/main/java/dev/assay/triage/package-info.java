/** Joins reviewers' decisions to the alerts they are about, and counts them per detector. */
@NullMarked
package dev.assay.triage;

import org.jspecify.annotations.NullMarked;
