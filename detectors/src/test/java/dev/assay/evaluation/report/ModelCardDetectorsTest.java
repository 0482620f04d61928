package dev.assay.evaluation.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ModelCardDetectorsTest {

    private static final String CARD = """
            # Card

            | data file | licence |
            |---|---|
            | a.jsonl | none |

            ## Detector `scam`

            Probe at layer 5:

            | subset | positives | AUROC |
            |---|---:|---:|
            | mail | 250 | 0.96 |
            | sms | 12 | 0.98 |

            | measured | |
            |---|---:|
            | turns | 7 |

            ## How it fails

            | not | this |
            |---|---|
            | x | y |
            """;

    @Test
    void shouldFindTheSectionOfADetector() {
        // When
        List<Block> section = new ModelCardDetectors(CARD).section("scam");

        // Then
        assertThat(section)
                .containsExactly(
                        new Block.Paragraph("Probe at layer 5:"),
                        new Block.Table(
                                List.of("subset", "positives", "AUROC"),
                                List.of(List.of("mail", "250", "0.96"), List.of("sms", "12", "0.98"))),
                        new Block.Table(List.of("measured", ""), List.of(List.of("turns", "7"))));
    }

    @Test
    void shouldNameTheSourcesADetectorLearntFrom() {
        ModelCardDetectors card = new ModelCardDetectors(CARD);
        assertThat(card.sources("scam")).containsExactlyInAnyOrder("mail", "sms");
        assertThat(card.sources("backdoor")).isEmpty();
        assertThat(card.section("backdoor")).isEmpty();
    }
}
