/** Natural JSON: what a person would write for the record, so that console tools need no schema to read a topic. */
@NullMarked
package dev.assay.schemas.json;

import org.jspecify.annotations.NullMarked;
