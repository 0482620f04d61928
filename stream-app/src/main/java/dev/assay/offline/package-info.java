/** Works on files without Kafka: reads their records, and scores them with the verdicts the stream would give. */
@NullMarked
package dev.assay.offline;

import org.jspecify.annotations.NullMarked;
