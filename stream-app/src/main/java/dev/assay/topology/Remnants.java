package dev.assay.topology;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompactRangeOptions;
import org.rocksdb.CompactRangeOptions.BottommostLevelCompaction;
import org.rocksdb.CompactionStyle;
import org.rocksdb.DBOptions;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bytes that stay in the files of the local state when the record is deleted, until RocksDB happens to rewrite them. Here all
 * files are rewritten, which takes as long as reading and writing them once. Kafka Streams must not have them open.
 */
final class Remnants {

    private static final Logger log = LoggerFactory.getLogger(Remnants.class);
    private static final String NAMES_A_STORE = "CURRENT"; // RocksDB's file that says which others are valid

    private Remnants() {}

    /**
     * Rewrites every store below the directory without what has been deleted from it. One that cannot be opened is left as it
     * is: whoever opens it next says what is wrong with it.
     *
     * @param state of an application; need not exist
     */
    static void remove(Path state) {
        if (!Files.isDirectory(state)) {
            return;
        }
        long start = System.nanoTime();
        int rewritten = 0;
        for (Path store : stores(state)) {
            try {
                rewrite(store);
                rewritten++;
            } catch (RocksDBException e) {
                log.warn("the files of {} cannot be rewritten: {}", store, e.getMessage());
            }
        }
        log.info(
                "the files of {} stores were rewritten in {} ms; they hold nothing that was erased before",
                rewritten,
                (System.nanoTime() - start) / 1_000_000);
    }

    private static List<Path> stores(Path state) {
        try (Stream<Path> files = Files.walk(state)) {
            return files.filter(file -> file.endsWith(NAMES_A_STORE))
                    .map(file -> requireNonNull(file.getParent(), "parent"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the local state " + state + " cannot be listed", e);
        }
    }

    private static void rewrite(Path store) throws RocksDBException {
        List<ColumnFamilyHandle> opened = new ArrayList<>();
        try (Options plain = new Options();
                BloomFilter filter = new BloomFilter();
                ColumnFamilyOptions layout = new ColumnFamilyOptions()
                        .setCompactionStyle(CompactionStyle.UNIVERSAL) // as Kafka Streams has it
                        .setTableFormatConfig(new BlockBasedTableConfig().setFilterPolicy(filter));
                DBOptions options = new DBOptions().setInfoLogLevel(InfoLogLevel.ERROR_LEVEL);
                CompactRangeOptions everything =
                        new CompactRangeOptions().setBottommostLevelCompaction(BottommostLevelCompaction.kForce)) {
            List<ColumnFamilyDescriptor> families = RocksDB.listColumnFamilies(plain, store.toString()).stream()
                    .map(name -> new ColumnFamilyDescriptor(name, layout))
                    .toList();
            try (RocksDB database = RocksDB.open(options, store.toString(), families, opened)) {
                for (ColumnFamilyHandle family : opened) {
                    database.compactRange(family, null, null, everything);
                }
                opened.forEach(ColumnFamilyHandle::close);
            }
        }
    }
}
