package dev.assay.cli;

import dev.assay.audit.AuditException;
import dev.assay.bundle.BundleException;
import dev.assay.config.ConfigException;
import dev.assay.engine.EngineException;
import dev.assay.evaluation.MalformedDataException;
import dev.assay.evidence.EvidenceException;
import dev.assay.reader.ReaderFileException;
import dev.assay.replay.ReplayException;
import dev.assay.terminal.Terminal;
import dev.assay.training.TrainingException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine;

/** Tells the user in one sentence why a command failed; a stack trace only for what nobody foresaw. */
record FailureReport(Terminal terminal) implements CommandLine.IExecutionExceptionHandler {

    private static final List<Class<? extends Exception>> FORESEEN = List.of(
            AuditException.class,
            BundleException.class,
            CommandException.class,
            ConfigException.class,
            EngineException.class,
            EvidenceException.class,
            IOException.class,
            KafkaException.class,
            MalformedDataException.class,
            ReaderFileException.class,
            ReplayException.class,
            TrainingException.class);

    @Override
    public int handleExecutionException(
            Exception failure, CommandLine commandLine, CommandLine.ParseResult parseResult) {
        if (failure instanceof InterruptedException) {
            return ExitCode.FAILED; // the user ended it, and knows
        }
        terminal.err().println("assay: " + sentence(failure));
        if (FORESEEN.stream().noneMatch(type -> type.isInstance(failure))) {
            terminal.err().println("This is a defect of Assay; please report it with what follows.");
            failure.printStackTrace(terminal.err());
        }
        return exitCode(failure);
    }

    private static int exitCode(Exception failure) {
        if (failure instanceof CommandException command) {
            return command.exitCode();
        }
        return failure instanceof ConfigException ? ExitCode.USAGE : ExitCode.FAILED;
    }

    private static String sentence(Exception failure) {
        if (failure instanceof NoSuchFileException) {
            return failure.getMessage() + " does not exist";
        }
        if (failure instanceof AccessDeniedException) {
            return failure.getMessage() + " may not be read or written";
        }
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }
}
