package dev.assay.engine;

import ai.djl.util.Utils;
import dev.assay.reader.DefaultReader;
import dev.assay.reader.ReaderModel;

/** A process that loads the tokenizer's native library and says where DJL unpacked it. */
final class UnpacksLibraries {

    private UnpacksLibraries() {}

    public static void main(String[] args) {
        try (ReaderModel model = ReaderModel.load(DefaultReader.SPEC, null)) {
            System.out.println(model.tokenizer().tokenize("unpacked").size());
            System.out.println("in " + Utils.getCacheDir());
        }
    }
}
