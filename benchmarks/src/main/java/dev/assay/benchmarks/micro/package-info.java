/** JMH benchmarks of the parts that every turn passes besides the reader's model. */
@NullMarked
package dev.assay.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
