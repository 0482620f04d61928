/** What the monitored features and probes mean: category, severity, provenance. */
@NullMarked
package dev.assay.catalogue;

import org.jspecify.annotations.NullMarked;
