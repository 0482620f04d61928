/** The encodings a topic may be in, chosen by configuration, and the headers alerts carry. */
@NullMarked
package dev.assay.schemas.wire;

import org.jspecify.annotations.NullMarked;
