package dev.assay.graph;

/**
 * A place in the reader where its residual stream is tapped: after the transformer block {@code layer}, counted from 0.
 *
 * <p>Written as TransformerLens writes it, for example {@code blocks.6.hook_resid_post}.
 */
public record HookPoint(int layer) implements Comparable<HookPoint> {

    private static final String PREFIX = "blocks.";
    private static final String SUFFIX = ".hook_resid_post";

    public HookPoint {
        if (layer < 0) {
            throw new IllegalArgumentException("layer is " + layer + "; expected 0 or more");
        }
    }

    /** @throws IllegalArgumentException if {@code name} is not of the form {@code blocks.N.hook_resid_post} */
    public static HookPoint parse(String name) {
        if (name.startsWith(PREFIX) && name.endsWith(SUFFIX)) {
            String layer = name.substring(PREFIX.length(), name.length() - SUFFIX.length());
            if (layer.matches("[0-9]{1,4}")) {
                return new HookPoint(Integer.parseInt(layer));
            }
        }
        throw new IllegalArgumentException(
                "hook point is '" + name + "'; expected blocks.N.hook_resid_post with N a layer counted from 0");
    }

    @Override
    public int compareTo(HookPoint other) {
        return Integer.compare(layer, other.layer);
    }

    @Override
    public String toString() {
        return PREFIX + layer + SUFFIX;
    }
}
