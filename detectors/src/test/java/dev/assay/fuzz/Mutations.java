package dev.assay.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;

/**
 * Inputs that look like the seeds of a target: the same ones in every run and on every machine. Fuzzing guided by coverage goes
 * further, but no two runs of it try the same (docs/decisions/0019).
 */
public final class Mutations {

    /** Their number for each target. */
    private static final int COUNT = Integer.getInteger("assay.fuzz.mutations", 100);

    private static final int MOST_BYTES = 16_384;
    private static final int MOST_CHANGES = 6;
    private static final byte[] TELLING = {
        0, 1, ' ', '"', '-', '0', '9', ':', '[', '\\', ']', '{', '}', 0x7f, (byte) 0x80, -1
    };

    private final Random random = new Random(1);
    private final List<byte[]> seeds;
    private final List<byte[]> words;

    private Mutations(List<byte[]> seeds, List<byte[]> words) {
        this.seeds = seeds;
        this.words = words;
    }

    /** What is done with an input; it throws what is a finding. */
    @FunctionalInterface
    public interface Check {
        void of(byte[] input) throws Exception;
    }

    /** @param target holds the fuzz test: its dictionary is used, and what is kept in its {@code ...Inputs} is mutated too */
    public static void check(Class<?> target, Stream<byte[]> seeds, Check check) {
        Mutations mutations = new Mutations(Stream.concat(seeds, kept(target)).toList(), words(target));
        for (int i = 0; i < COUNT; i++) {
            byte[] input = mutations.next();
            try {
                check.of(input.clone());
            } catch (Exception | AssertionError | StackOverflowError | OutOfMemoryError e) {
                throw new AssertionError(
                        "mutation " + i + ", as Base64: " + Base64.getEncoder().encodeToString(input), e);
            }
        }
    }

    /** As many as are asked for, of these seeds and these words. */
    static Stream<byte[]> of(List<byte[]> seeds, List<byte[]> words, int count) {
        return Stream.generate(new Mutations(seeds, words)::next).limit(count);
    }

    private byte[] next() {
        byte[] input = anyOf(seeds);
        for (int changes = 1 + random.nextInt(MOST_CHANGES); changes > 0; changes--) {
            input = changed(input);
        }
        return Arrays.copyOf(input, Math.min(input.length, MOST_BYTES));
    }

    private byte[] changed(byte[] input) {
        int from = random.nextInt(input.length + 1);
        int to = from + random.nextInt(Math.min(input.length - from, 1 << random.nextInt(8)) + 1);
        return switch (random.nextInt(7)) {
            case 0 -> spliced(input, from, to, new byte[0]);
            case 1 -> spliced(input, from, from, Arrays.copyOfRange(input, from, to));
            case 2 -> spliced(input, from, Math.min(from + 1, input.length), new byte[] {(byte) random.nextInt()});
            case 3 -> spliced(input, from, Math.min(from + 1, input.length), telling());
            case 4 -> spliced(input, from, from, telling());
            case 5 ->
                spliced(input, from, random.nextBoolean() ? from : to, words.isEmpty() ? telling() : anyOf(words));
            default -> spliced(input, from, to, part(anyOf(seeds)));
        };
    }

    private byte[] telling() {
        byte[] bytes = new byte[1 + random.nextInt(4)];
        Arrays.fill(bytes, TELLING[random.nextInt(TELLING.length)]);
        return bytes;
    }

    private byte[] part(byte[] input) {
        int from = random.nextInt(input.length + 1);
        return Arrays.copyOfRange(input, from, from + random.nextInt(input.length - from + 1));
    }

    private byte[] anyOf(List<byte[]> list) {
        return list.get(random.nextInt(list.size()));
    }

    /** The input with other bytes from {@code from} to {@code to}. */
    private static byte[] spliced(byte[] input, int from, int to, byte[] bytes) {
        byte[] result = new byte[input.length - (to - from) + bytes.length];
        System.arraycopy(input, 0, result, 0, from);
        System.arraycopy(bytes, 0, result, from, bytes.length);
        System.arraycopy(input, to, result, from + bytes.length, input.length - to);
        return result;
    }

    private static List<byte[]> words(Class<?> target) {
        return AnnotationSupport.findAnnotatedMethods(target, DictionaryEntries.class, HierarchyTraversalMode.TOP_DOWN)
                .stream()
                .flatMap(method -> Arrays.stream(
                        method.getAnnotation(DictionaryEntries.class).value()))
                .map(word -> word.getBytes(UTF_8))
                .toList();
    }

    private static Stream<byte[]> kept(Class<?> target) {
        URL directory = target.getResource(target.getSimpleName() + "Inputs");
        if (directory == null) {
            return Stream.of();
        }
        try (Stream<Path> files = Files.walk(Path.of(directory.toURI()))) {
            return files.filter(Files::isRegularFile).sorted().map(Mutations::bytes).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(directory + ": expected a directory", e);
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
