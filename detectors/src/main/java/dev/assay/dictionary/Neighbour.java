package dev.assay.dictionary;

/** @param cosine between the two features' decoder rows */
public record Neighbour(int feature, double cosine) {}
