package dev.assay.training;

import dev.assay.chat.Role;
import dev.assay.detector.TokenBlocks;

/**
 * One read turn of a record.
 *
 * @param record index of the record
 * @param index position of the turn in its record
 * @param tokens read of it; at least 1
 */
public record HarvestedTurn(int record, int index, Role role, int tokens) {
    int blocks() {
        return TokenBlocks.count(tokens);
    }
}
