package dev.assay.token;

/** Vocabulary ids of the tokens only the reader itself may place: window start, separator and padding. */
public record ControlTokens(int start, int separator, int padding) {}
