/** The service's settings: one table, read from a file, the environment and the command line, and checked. */
@NullMarked
package dev.assay.config;

import org.jspecify.annotations.NullMarked;
