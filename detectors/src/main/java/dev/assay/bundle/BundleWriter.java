package dev.assay.bundle;

import dev.assay.dictionary.DType;
import dev.assay.dictionary.Dictionary;
import dev.assay.graph.HalfFloat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/** Writes bundles. The same contents give the same bytes and so the same digest. */
public final class BundleWriter {

    private BundleWriter() {}

    /**
     * Writes a bundle and loads it again, so that what is returned is what users of the files will have.
     *
     * @param weights how the dictionary's matrices are stored; measure the returned bundle, not what went in, since
     *     {@link DType#F16} rounds
     * @param directory created if it is missing; must be empty
     * @throws BundleException if it is not empty, cannot be written, or the parts do not fit
     */
    public static Bundle write(BundleContents contents, DType weights, Path directory) {
        Map<String, byte[]> files = BundleFiles.write(contents, weights);
        byte[] manifest = Manifest.of(files).bytes();
        try {
            requireEmpty(directory);
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                Path path = directory.resolve(file.getKey());
                Files.createDirectories(path.getParent());
                Files.write(path, file.getValue());
            }
            Files.write(directory.resolve(BundleLayout.MANIFEST), manifest); // last: without it this is no bundle
        } catch (IOException e) {
            throw new BundleException("bundle " + directory + " cannot be written; expected a writable directory", e);
        }
        return Bundle.load(directory);
    }

    /** The same with the dictionary's matrices stored as short as they can be without rounding any number. */
    public static Bundle write(BundleContents contents, Path directory) {
        Dictionary dictionary = contents.dictionary();
        boolean half = isHalf(dictionary.encoderWeight()) && isHalf(dictionary.decoderWeight());
        return write(contents, half ? DType.F16 : DType.F32, directory);
    }

    private static boolean isHalf(float[] values) {
        for (float value : values) {
            if (HalfFloat.toFloat(HalfFloat.fromFloat(value)) != value) {
                return false;
            }
        }
        return true;
    }

    private static void requireEmpty(Path directory) throws IOException {
        Files.createDirectories(directory);
        try (Stream<Path> children = Files.list(directory)) {
            if (children.findAny().isPresent()) {
                throw new BundleException("directory " + directory + " is not empty; expected an empty or new one");
            }
        }
    }
}
