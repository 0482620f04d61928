package dev.assay.privacy;

/** Whether a string of the right characters is an address. Asks no resolver. */
final class IpAddresses {

    private static final int GROUPS = 8;

    private IpAddresses() {}

    static boolean isVersion4(String text) {
        for (String part : text.split("\\.", -1)) {
            if (Integer.parseInt(part) > 255) {
                return false;
            }
        }
        return true;
    }

    /** Hexadecimal groups, eight of them, or fewer around one double colon; a lone double colon is nobody's. */
    static boolean isVersion6(String text) {
        int gap = text.indexOf("::");
        if (gap < 0) {
            return text.split(":", -1).length == GROUPS && !text.startsWith(":") && !text.endsWith(":");
        }
        String rest = text.substring(0, gap) + ":" + text.substring(gap + 2);
        boolean once = !text.substring(gap + 1).contains("::") && !text.contains(":::");
        long groups = rest.chars().filter(character -> character == ':').count();
        boolean edges = text.startsWith("::") || !text.startsWith(":");
        boolean named = text.chars().anyMatch(character -> character != ':');
        return once && edges && named && groups < GROUPS && (text.endsWith("::") || !text.endsWith(":"));
    }
}
