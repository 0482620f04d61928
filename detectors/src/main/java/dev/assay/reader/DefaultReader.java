package dev.assay.reader;

/** The reader that comes with Assay on the class path: bge-small-en-v1.5, 12 layers of width 384, MIT licence. */
public final class DefaultReader {

    public static final ReaderSpec SPEC = new ReaderSpec(
            "bge-small-en-v1.5",
            "bge-small-en-v1.5.onnx",
            "828e1496d7fabb79cfa4dcd84fa38625c0d3d21da474a00f08db0f559940cf35",
            "bge-small-en-v1.5-tokenizer.json",
            "d241a60d5e8f04cc1b2b3e9ef7a4921b27bf526d9f6050ab90f9267a1f9e5c66",
            384,
            256,
            96,
            64);

    private DefaultReader() {}
}
