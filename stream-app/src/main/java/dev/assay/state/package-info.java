/** What the service remembers between turns, and how that and the internal topics are encoded. */
@NullMarked
package dev.assay.state;

import org.jspecify.annotations.NullMarked;
