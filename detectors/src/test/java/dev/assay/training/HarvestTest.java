package dev.assay.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.chat.Message;
import dev.assay.chat.Role;
import dev.assay.evaluation.Label;
import dev.assay.evaluation.LabelledRecord;
import dev.assay.evaluation.Progress;
import dev.assay.evaluation.WordReader;
import dev.assay.graph.HookPoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HarvestTest {

    private static final int D_MODEL = 4;
    private static final List<HookPoint> HOOKS = List.of(new HookPoint(1), new HookPoint(3));
    private static final HarvestOptions OPTIONS =
            new HarvestOptions(HOOKS, new HookPoint(3), 10, 10, 3, 20, 1000, 5, 1);

    private final Path directory;

    HarvestTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void shouldKeepTheMeanOfEveryTurnAtEveryHook() throws IOException {
        // Given
        LabelledRecord record = record("r", "aa bbb", "c", "", "never read");

        // When
        Harvested harvested = harvest(List.of(record), reader(Runnable::run), "means");

        // Then a word's residual is its length, ten times that at the second hook
        assertThat(harvested.turns())
                .containsExactly(new HarvestedTurn(0, 0, Role.USER, 2), new HarvestedTurn(0, 1, Role.USER, 1));
        assertThat(harvested.means(new HookPoint(1))).containsExactly(2.5f, 2.5f, 2.5f, 2.5f, 1, 1, 1, 1);
        assertThat(harvested.means(new HookPoint(3))).startsWith(25, 25, 25, 25);
        assertThat(harvested.records()).containsExactly(HarvestedRecord.of(record));
        assertThat(harvested.words().values()).containsExactlyInAnyOrder("aa", "bbb", "c");
    }

    @Test
    void shouldKeepTheMeanOfEachBlockOfATurn() throws IOException {
        // Given a turn of a whole block and two tokens more
        LabelledRecord record = record("r", "aa ".repeat(16) + "b ccc", "d");

        // When
        Harvested harvested = harvest(List.of(record), reader(Runnable::run), "blocks");

        // Then
        assertThat(harvested.turns()).extracting(HarvestedTurn::blocks).containsExactly(2, 1);
        assertThat(harvested.blocks(new HookPoint(1))).containsExactly(2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1, 1);
        assertThat(harvested.firstBlock(1)).isEqualTo(2);
        assertThat(harvested.firstBlock(2)).isEqualTo(3);
        assertThat(harvested.means(new HookPoint(1))).startsWith(2, 2, 2, 2);
    }

    @Test
    void shouldSampleTokensOfEveryRecordUpToTheCap() throws IOException {
        // When
        Harvested harvested =
                harvest(List.of(record("r", "aa bbb"), record("s", words(12))), reader(Runnable::run), "sample");

        // Then
        MappedTokenRows rows = harvested.tokenRows();
        assertThat(rows.rows()).isEqualTo(7);
        assertThat(harvested.sampledTokens()).extracting(SampledToken::record).containsExactly(0, 0, 1, 1, 1, 1, 1);
        float[] row = new float[D_MODEL];
        rows.copyRow(1, row, 0);
        assertThat(row).containsExactly(30, 30, 30, 30);
    }

    @Test
    void shouldNotDependOnThreads() throws IOException {
        // Given more records than a part has
        List<LabelledRecord> records = records(300);

        // When
        Harvested inOrder = harvest(records, reader(Runnable::run), "one");
        Harvested outOfOrder = harvest(records, reader(ForkJoinPool.commonPool()), "many");

        // Then
        assertSame(inOrder, outOfOrder);
    }

    @Test
    void shouldGoOnAfterAnInterruption() throws IOException {
        // Given
        List<LabelledRecord> records = records(600);
        Harvested undisturbed = harvest(records, reader(Runnable::run), "undisturbed");
        AtomicInteger reads = new AtomicInteger();
        WordReader failing = new WordReader(
                2 * D_MODEL,
                (word, position) -> {
                    if (reads.incrementAndGet() > 4000) {
                        throw new IllegalStateException("engine failed");
                    }
                    return residual(word);
                },
                Runnable::run);

        // When
        assertThatThrownBy(() -> harvest(records, failing, "resumed"))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("run again to go on");
        WordReader second = reader(Runnable::run);
        Harvested resumed = harvest(records, second, "resumed");

        // Then
        assertSame(resumed, undisturbed);
        assertThat(second.prompts()).hasSizeLessThan(1000);
    }

    @Test
    void shouldReadOnlyWhatIsNew() throws IOException {
        // Given a harvest of one whole part
        List<LabelledRecord> records = records(300);
        harvest(records.subList(0, 256), reader(Runnable::run), "grown");

        // When there are more records behind the same ones
        WordReader second = reader(Runnable::run);
        Harvested grown = harvest(records, second, "grown");

        // Then
        assertSame(grown, harvest(records, reader(Runnable::run), "at once"));
        assertThat(second.prompts()).isNotEmpty().allMatch(prompt -> records.subList(256, 300).stream()
                .anyMatch(record -> record.messages().contains(prompt.turn())));
    }

    @Test
    void shouldReadTurnsWithTheirContext() throws IOException {
        WordReader reader = reader(Runnable::run);
        harvest(List.of(record("r", "aa", "bb", "cc")), reader, "context");
        assertThat(reader.prompts().get(2).context()).extracting(Message::text).containsExactly("aa", "bb");
    }

    @Test
    void shouldNotReadPastTheCapOfTokens() throws IOException {
        Harvested harvested =
                harvest(List.of(record("r", words(15), words(15), words(15))), reader(Runnable::run), "cap");
        assertThat(harvested.turns()).extracting(HarvestedTurn::tokens).containsExactly(15, 5);
    }

    private static void assertSame(Harvested actual, Harvested expected) throws IOException {
        assertThat(actual.turns()).isEqualTo(expected.turns());
        assertThat(actual.sampledTokens()).isEqualTo(expected.sampledTokens());
        for (HookPoint hook : HOOKS) {
            assertThat(actual.means(hook)).isEqualTo(expected.means(hook));
        }
        float[] left = new float[D_MODEL];
        float[] right = new float[D_MODEL];
        MappedTokenRows rows = actual.tokenRows();
        MappedTokenRows expectedRows = expected.tokenRows();
        for (int row = 0; row < rows.rows(); row++) {
            rows.copyRow(row, left, 0);
            expectedRows.copyRow(row, right, 0);
            assertThat(left).isEqualTo(right);
        }
    }

    private Harvested harvest(List<LabelledRecord> records, WordReader reader, String name) throws IOException {
        return new Harvest(OPTIONS, D_MODEL, directory.resolve(name), Progress.SILENT).run(records, reader);
    }

    private static WordReader reader(Executor executor) {
        return new WordReader(2 * D_MODEL, (word, position) -> residual(word), executor);
    }

    private static float[] residual(String word) {
        float[] residual = new float[2 * D_MODEL];
        for (int i = 0; i < residual.length; i++) {
            residual[i] = word.length() * (i < D_MODEL ? 1 : 10);
        }
        return residual;
    }

    private static List<LabelledRecord> records(int count) {
        Random random = new Random(13);
        List<LabelledRecord> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            records.add(record("r" + i, words(1 + random.nextInt(12)), words(1 + random.nextInt(12))));
        }
        return records;
    }

    private static String words(int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append("x".repeat(1 + i % 7)).append(' ');
        }
        return text.toString();
    }

    private static LabelledRecord record(String id, String... turns) {
        List<Message> messages = new ArrayList<>();
        for (String turn : turns) {
            messages.add(new Message(Role.USER, turn));
        }
        return new LabelledRecord(id, "o/r:p", "MIT", "scam", Label.POSITIVE, "subset", id, messages);
    }
}
