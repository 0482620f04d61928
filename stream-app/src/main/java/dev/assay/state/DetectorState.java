package dev.assay.state;

import static java.util.Objects.requireNonNull;

import dev.assay.detector.ConversationMemory;

/**
 * What one detector and its cool-down remember of one conversation.
 *
 * @param lastAlert record time of its last alert; {@link #NEVER} if it raised none
 * @param suppressed alerts held back since
 */
public record DetectorState(ConversationMemory memory, long lastAlert, long suppressed) {

    public static final long NEVER = Long.MIN_VALUE;
    public static final DetectorState INITIAL = new DetectorState(ConversationMemory.EMPTY, NEVER, 0);

    public DetectorState {
        requireNonNull(memory, "memory");
    }

    /** Whether an alert at {@code recordTime} is too close to the last one, before it or after; never if there is no time. */
    public boolean isCoolingDown(long recordTime, long coolDownMillis) {
        return lastAlert != NEVER && Math.abs(recordTime - lastAlert) < coolDownMillis;
    }

    public DetectorState remember(ConversationMemory newMemory) {
        return new DetectorState(newMemory, lastAlert, suppressed);
    }

    public DetectorState alerted(long recordTime) {
        return new DetectorState(memory, recordTime, 0);
    }

    public DetectorState suppressedOne() {
        return new DetectorState(memory, lastAlert, suppressed + 1);
    }
}
