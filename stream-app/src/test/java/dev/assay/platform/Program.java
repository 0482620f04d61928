package dev.assay.platform;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;

/** A program of this machine that a test runs. */
record Program(Path executable) {

    /** Skips the calling test, saying why, if there is no such program. */
    static Program onPath(String name) {
        Optional<Path> found = Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                .splitAsStream(Optional.ofNullable(System.getenv("PATH")).orElse(""))
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .findFirst();
        Assumptions.assumeTrue(found.isPresent(), () -> name + " is not on the PATH; .ci/run says how to install it");
        return new Program(found.orElseThrow());
    }

    /** The {@code java} that runs this test. */
    static Program java() {
        return new Program(Path.of(System.getProperty("java.home"), "bin", "java"));
    }

    /** Returns what it wrote to standard output and error; fails the calling test if it fails. */
    String run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(executable.toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output;
        try (var lines = process.getInputStream()) {
            output = new String(lines.readAllBytes(), UTF_8);
        }
        assertThat(process.waitFor())
                .as("%s%n%s", String.join(" ", command), output)
                .isZero();
        return output;
    }
}
