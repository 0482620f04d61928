package dev.assay.training;

/** A repeatable pseudo-random number for each name, independent of the order names come in. */
final class SeededHash {

    private SeededHash() {}

    /** 64 well-mixed bits: FNV-1a over the UTF-16 units, finished as SplitMix64 does. */
    static long of(long seed, String name) {
        long hash = 0xcbf29ce484222325L ^ seed;
        for (int i = 0; i < name.length(); i++) {
            hash = (hash ^ name.charAt(i)) * 0x100000001b3L;
        }
        hash = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
        hash = (hash ^ (hash >>> 27)) * 0x94d049bb133111ebL;
        return hash ^ (hash >>> 31);
    }
}
