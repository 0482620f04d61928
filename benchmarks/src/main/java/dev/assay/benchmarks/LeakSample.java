package dev.assay.benchmarks;

/**
 * Memory at one moment of a run that looks for leaks.
 *
 * @param resident of the process, in MiB; its heap must be of a fixed size and touched, or it counts as a leak
 * @param free on the GPU, in bytes
 * @param held by the engine's buffers, in bytes
 */
record LeakSample(double resident, long free, long held) {}
