/** What keeps people from being recognised by what leaves the service: identifiers cut out of text, and ids behind a key. */
@NullMarked
package dev.assay.privacy;

import org.jspecify.annotations.NullMarked;
