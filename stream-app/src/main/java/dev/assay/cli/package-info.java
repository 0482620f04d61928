/** The command line: one class per command, and the terminal they write to. */
@NullMarked
package dev.assay.cli;

import org.jspecify.annotations.NullMarked;
