package dev.assay.training;

/**
 * Where one row of the token residuals comes from.
 *
 * @param record index of the record
 * @param tokenId in the reader's vocabulary
 */
public record SampledToken(int record, int tokenId) {}
