/** Sparse autoencoders: formats in, encode, decode, slice, neighbours. */
@NullMarked
package dev.assay.dictionary;

import org.jspecify.annotations.NullMarked;
