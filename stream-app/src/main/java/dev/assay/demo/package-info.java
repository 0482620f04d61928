/** The demo: a Kafka broker in the process, transcripts played through it, and alerts shown as they arrive. */
@NullMarked
package dev.assay.demo;

import org.jspecify.annotations.NullMarked;
