package dev.assay.topology;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * Bounds the native memory of all state stores of the process together. By default each store would take its own. Files are
 * rewritten now and then, without what has been deleted.
 */
public final class BoundedRocksDb implements RocksDBConfigSetter {

    private static final long CACHE_BYTES = 96L << 20; // blocks, indexes, filters and write buffers
    private static final long WRITE_BUFFER_BYTES = 48L << 20; // of those
    private static final int NO_SHARD_BITS = -1;
    private static final double SHARE_OF_INDEXES = 0.1;
    private static final long ONE_WRITE_BUFFER = 4L << 20;
    private static final long BLOCK_BYTES = 8L << 10;

    static {
        RocksDB.loadLibrary();
    }

    private static final Cache CACHE = new LRUCache(CACHE_BYTES, NO_SHARD_BITS, false, SHARE_OF_INDEXES);
    private static final WriteBufferManager WRITE_BUFFERS = new WriteBufferManager(WRITE_BUFFER_BYTES, CACHE);

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> configs) {
        BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
        table.setBlockCache(CACHE);
        table.setBlockSize(BLOCK_BYTES);
        table.setCacheIndexAndFilterBlocks(true);
        table.setCacheIndexAndFilterBlocksWithHighPriority(true);
        table.setPinTopLevelIndexAndFilter(true);
        options.setTableFormatConfig(table);
        options.setWriteBufferManager(WRITE_BUFFERS);
        options.setWriteBufferSize(ONE_WRITE_BUFFER);
        options.setMaxWriteBufferNumber(2);
        options.setPeriodicCompactionSeconds(StreamsProperties.LONGEST_REMNANT.toSeconds());
    }

    /** The cache and the buffers are shared with the other stores and live as long as the process. */
    @Override
    public void close(String storeName, Options options) {}
}
