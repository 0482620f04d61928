package dev.assay.state;

/**
 * The time by which what a task remembers is deleted: that of the records, but believing none of them alone.
 *
 * <p>It is never ahead of the last record, and a record moves it forward by one step at most, those of the same time
 * together. So a record from the far future moves it by one step, and the next one moves it back; where records of a lagging
 * producer come between others, it stays near the lagging ones. Used by one task; not thread-safe.
 */
public final class ExpiryClock {

    private final long step;
    private long now;
    private long lastRecord = ExpiryIndex.NEVER;

    /**
     * @param start that of what was not touched for longest, or {@link ExpiryIndex#NEVER} if nothing is remembered
     * @param step milliseconds
     */
    public ExpiryClock(long start, long step) {
        this.now = start;
        this.step = step;
    }

    /** @return the time after a record */
    public long after(long recordTime) {
        if (now == ExpiryIndex.NEVER) {
            now = recordTime;
        }
        long forward = recordTime == lastRecord || now > Long.MAX_VALUE - step ? now : now + step;
        now = Math.min(recordTime, forward);
        lastRecord = recordTime;
        return now;
    }
}
