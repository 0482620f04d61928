/** Chat transcripts as the reader sees them: roles, messages, and the prompt of one turn with its context. */
@NullMarked
package dev.assay.chat;

import org.jspecify.annotations.NullMarked;
