/** Which model re-reads the chat, where its residual stream is tapped, and how a turn becomes windows of tokens. */
@NullMarked
package dev.assay.reader;

import org.jspecify.annotations.NullMarked;
