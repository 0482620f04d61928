package dev.assay.batching;

/** Is told of work handed over and taken back. Called on stream threads; must be thread-safe and must not throw. */
public interface BatchingListener {

    void submitted();

    /**
     * @param done whether there was a result; without one the entry stays in the journal
     * @param seconds since it was submitted
     */
    void released(boolean done, double seconds);

    /** @param seconds a task waited because it had handed over as much as it may */
    void waited(double seconds);
}
