/** The files written from the schemas for people and other languages: JSON Schemas and the documentation's tables. */
@NullMarked
package dev.assay.schemas.publish;

import org.jspecify.annotations.NullMarked;
