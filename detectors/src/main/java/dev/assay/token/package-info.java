/** Prompt text to token ids with character offsets; chat content never becomes a control token. */
@NullMarked
package dev.assay.token;

import org.jspecify.annotations.NullMarked;
