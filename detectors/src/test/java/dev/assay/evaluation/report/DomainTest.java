package dev.assay.evaluation.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.bundle.Bundle;
import dev.assay.bundle.TinyBundle;
import dev.assay.evaluation.measure.Measurement.MeasuredFile;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DomainTest {

    private final Bundle bundle;
    private final Domain domain;

    DomainTest(@TempDir Path directory) {
        this.bundle = Bundle.load(TinyBundle.write(directory.resolve("bundle")));
        this.domain = new Domain(bundle);
    }

    @Test
    void shouldKnowAFileByItsContents() {
        // Given the file that the bundle learnt from, under another name, and another one under its name
        MeasuredFile same = file("copy.jsonl", bundle.provenance().data().get(0).sha256());
        MeasuredFile other = file(bundle.provenance().data().get(0).name(), "1".repeat(64));

        // Then a card without tables does not say which sources were left out, so none is
        assertThat(domain.of("scam", same, "mail")).isNotEqualTo(Domain.UNSEEN);
        assertThat(domain.of("scam", other, "mail")).isEqualTo(Domain.UNSEEN);
        assertThat(domain.of("scam", other, List.of("mail", "sms"))).isEqualTo(Domain.UNSEEN);
    }

    private static MeasuredFile file(String name, String sha256) {
        return new MeasuredFile(name, sha256, false, 1);
    }
}
