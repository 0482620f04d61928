package dev.assay.reader;

/**
 * One engine row: token ids with the control tokens in place, and which of them are scored for the turn. Immutable.
 *
 * <p>Position {@code firstPosition() + i} of the row is token {@code firstToken() + i} of the turn, for {@code i} from 0
 * to {@code scored() - 1}. Everything else in the row is context.
 */
public final class Window {

    private final int[] ids;
    private final int firstPosition;
    private final int firstToken;
    private final int scored;

    Window(int[] ids, int firstPosition, int firstToken, int scored) {
        this.ids = ids;
        this.firstPosition = firstPosition;
        this.firstToken = firstToken;
        this.scored = scored;
    }

    /** Row length in tokens. */
    public int length() {
        return ids.length;
    }

    /** The row; the caller must not change it. */
    public int[] ids() {
        return ids;
    }

    public int firstPosition() {
        return firstPosition;
    }

    public int firstToken() {
        return firstToken;
    }

    public int scored() {
        return scored;
    }
}
