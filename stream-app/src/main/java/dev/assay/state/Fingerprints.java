package dev.assay.state;

import java.util.ArrayList;
import java.util.List;

/**
 * The last fingerprints of something, in little room since they are read and written with every turn.
 *
 * @param words two for each fingerprint; a ring once it is full
 * @param next where the ring is written next, in fingerprints
 */
record Fingerprints(List<Long> words, int next) {

    static final Fingerprints NONE = new Fingerprints(List.of(), 0);

    Fingerprints {
        words = List.copyOf(words);
    }

    boolean contains(Fingerprint fingerprint) {
        for (int i = 0; i < words.size(); i += 2) {
            if (words.get(i) == fingerprint.high() && words.get(i + 1) == fingerprint.low()) {
                return true;
            }
        }
        return false;
    }

    /** @param capacity fingerprints kept at most; a ring that is larger is cut */
    Fingerprints with(Fingerprint fingerprint, int capacity) {
        List<Long> changed = new ArrayList<>(words.subList(0, Math.min(words.size(), 2 * capacity)));
        if (changed.size() < 2 * capacity) {
            changed.add(fingerprint.high());
            changed.add(fingerprint.low());
            return new Fingerprints(changed, 0);
        }
        int place = next % capacity;
        changed.set(2 * place, fingerprint.high());
        changed.set(2 * place + 1, fingerprint.low());
        return new Fingerprints(changed, (place + 1) % capacity);
    }
}
