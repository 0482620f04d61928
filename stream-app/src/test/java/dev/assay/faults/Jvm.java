package dev.assay.faults;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How a child JVM with our class path is started: one that begins to work soon and takes little. */
final class Jvm {

    private Jvm() {}

    /** @param prefix of the command line, such as a program that starts the rest of it in other surroundings */
    static ProcessBuilder of(List<String> prefix, Class<?> main, int heapMegabytes, List<String> arguments) {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heapMegabytes + "m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                main.getName()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("CLASSPATH", classPath());
        return builder;
    }

    /**
     * Surefire puts the real class path here and only a jar that names it on the command line. It must not be on ours:
     * onnxruntime 1.29.0 reads the command line when it loads, and overflows the stack if it is longer than 4 KiB.
     */
    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }
}
