/** What Assay and those who work with it must be allowed in Kafka: one table, for the pages, for operators and for tests. */
@NullMarked
package dev.assay.access;

import org.jspecify.annotations.NullMarked;
