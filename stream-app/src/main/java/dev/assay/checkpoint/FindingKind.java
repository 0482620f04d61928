package dev.assay.checkpoint;

import java.util.Locale;

/** What a verification may find, gravest first; the exit code of the command is that of the gravest finding. */
public enum FindingKind {
    REMOVED(10, "a record that a checkpoint covers is not there any more, and retention did not delete it"),
    ALTERED(11, "another record stands where a checkpoint covers one"),
    INSERTED(12, "a record stands among those that a checkpoint covers, which had none there"),
    REORDERED(13, "records that a checkpoint covers stand in another order"),
    TRUNCATED(14, "the partition ends before the last offset that a checkpoint covers"),
    FORGED(15, "a record of the checkpoints' topic was not signed with a trusted key, or was changed"),
    FORKED(16, "two checkpoints with good signatures contradict each other"),
    GAP(17, "offsets are covered by no checkpoint though those around them are, or a checkpoint known before is gone"),
    REWRITTEN(18, "the topic was created anew, or its records stand at other offsets than they did"),
    EXPIRED(0, "retention has deleted the oldest records; all that is left is as it was");

    private final int exitCode;
    private final String meaning;

    FindingKind(int exitCode, String meaning) {
        this.exitCode = exitCode;
        this.meaning = meaning;
    }

    /** 0 for what may happen without anybody's tampering. */
    public int exitCode() {
        return exitCode;
    }

    public String meaning() {
        return meaning;
    }

    /** In lower case, as reports write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
