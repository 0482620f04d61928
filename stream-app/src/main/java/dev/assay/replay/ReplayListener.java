package dev.assay.replay;

import dev.assay.topology.MonitorListener;

/** Is told how far a run has come, on the thread that runs it. */
@FunctionalInterface
public interface ReplayListener {

    /**
     * @param done offsets of the input that are taken, warm-up included
     * @param total of them
     */
    void progressed(long done, long total);

    /** Is told what happens to the turns that are judged again, warm-up included. */
    default MonitorListener ofTurns() {
        return MonitorListener.NONE;
    }
}
