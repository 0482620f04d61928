package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ScoreCommandTest {

    @Test
    void shouldFailWhenATurnHasNoVerdict() {
        Path output = Path.of("verdicts.jsonl");
        assertThatCode(() -> ScoreCommand.requireAllRead(0, output)).doesNotThrowAnyException();
        assertThatThrownBy(() -> ScoreCommand.requireAllRead(2, output))
                .isInstanceOf(CommandException.class)
                .hasMessage(
                        "2 turns could not be read and have no verdict, as if sent to the dead letters; verdicts.jsonl "
                                + "says which and why under \"rejected\"");
    }
}
