package dev.assay.token;

/**
 * Letters that look like Latin ones and are used in their place to hide words: Cyrillic, Greek, Armenian, phonetic and
 * small capital letters.
 *
 * <p>A choice from Unicode Technical Standard 39, "Unicode Security Mechanisms": only letters that a reader takes for the
 * Latin one in running text.
 */
final class Lookalikes {

    private static final String LETTERS =
            "\u0430\u0435\u043E\u0440\u0441\u0443\u0445\u0456\u0458\u0455\u04BB\u0501\u051B"
                    + "\u051D\u0475\u043A" // Cyrillic small
                    + "\u0410\u0412\u0415\u041A\u041C\u041D\u041E\u0420\u0421\u0422\u0425\u0423\u0406\u0408\u0405" // capital
                    + "\u03B1\u03BF\u03BD\u03C1\u03B9\u03BA\u03C5\u03F2\u03F3" // Greek small
                    + "\u0391\u0392\u0395\u0396\u0397\u0399\u039A\u039C\u039D\u039F\u03A1\u03A4\u03A5\u03A7" // capital
                    + "\u0585\u057D\u0570" // Armenian
                    + "\u0131\u0251\u0261" // dotless i, script a and g
                    + "\u1D00\u0299\u1D04\u1D05\u1D07\uA730\u0262\u029C\u026A\u1D0A\u1D0B\u029F\u1D0D\u0274\u1D0F\u1D18"
                    + "\u0280\uA731\u1D1B\u1D1C\u1D20\u1D21\u028F\u1D22"; // small capitals
    private static final String LATIN = "aeopcyxijshdqwvk" + "ABEKMHOPCTXYIJS" + "aovpikucj" + "ABEZHIKMNOPTYX" + "ouh"
            + "iag" + "abcdefghijklmnoprstuvwyz";

    private Lookalikes() {}

    /** The Latin letter it looks like, or -1 if it looks like none. */
    static int latin(int codePoint) {
        int at = LETTERS.indexOf(codePoint);
        return at < 0 ? -1 : LATIN.charAt(at);
    }
}
