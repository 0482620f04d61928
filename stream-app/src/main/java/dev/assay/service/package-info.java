/** The monitor as one running service: bundle, reader, topology, metrics and health together. */
@NullMarked
package dev.assay.service;

import org.jspecify.annotations.NullMarked;
