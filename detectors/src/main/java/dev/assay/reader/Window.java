package dev.assay.reader;

/**
 * One engine row: token ids with the control tokens in place, and which of them are scored for the turn. Immutable.
 *
 * <p>Position {@code firstPosition() + i} of the row is token {@code firstToken() + i} of the turn, for {@code i} from 0
 * to {@code scored() - 1}. The {@code carried()} positions before the separator before {@code firstPosition()} are scored too: what
 * the turn's author wrote just before it. Everything else in the row is context.
 */
public final class Window {

    private final int[] ids;
    private final int firstPosition;
    private final int firstToken;
    private final int scored;
    private final int carried;

    Window(int[] ids, int firstPosition, int firstToken, int scored, int carried) {
        this.ids = ids;
        this.firstPosition = firstPosition;
        this.firstToken = firstToken;
        this.scored = scored;
        this.carried = carried;
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

    public int carried() {
        return carried;
    }

    /** Where the carried tokens begin. */
    int firstCarried() {
        return firstPosition - 1 - carried;
    }
}
