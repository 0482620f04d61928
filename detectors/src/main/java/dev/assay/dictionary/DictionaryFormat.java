package dev.assay.dictionary;

import java.util.List;
import java.util.Map;

/** One way in which dictionaries are published. Implementations are immutable and do not touch the file system. */
public interface DictionaryFormat {

    /** Names of the files that make up one dictionary. */
    List<String> files();

    /**
     * @param files contents by name, exactly {@link #files()}
     * @throws DictionaryException naming the file, the part, its value and the expectation; whatever would change the
     *     numbers and is not understood is refused
     */
    Dictionary read(Map<String, byte[]> files);
}
