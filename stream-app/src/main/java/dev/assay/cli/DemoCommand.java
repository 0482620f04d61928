package dev.assay.cli;

import dev.assay.demo.Demo;
import dev.assay.demo.DemoOptions;
import dev.assay.demo.DemoReport;
import dev.assay.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows Assay at work. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Starts a real Kafka broker and the monitor in this process, plays transcripts through them, and prints each "
                    + "alert as it arrives, with the evidence highlighted.",
            "Nothing is left behind when it ends."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:failed", "3:some turns sent had no outcome; this must never happen"})
final class DemoCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Option(
            names = "--input",
            paramLabel = "FILE",
            description = "A JSONL or JSONL.gz file to play: a transcript (id, messages) or a turn on each line. What "
                    + "cannot be read goes to the dead letters. By default, the demo's own transcripts.")
    private @Nullable Path input;

    @Option(names = "--limit", paramLabel = "N", description = "Play at most so many lines.")
    private long limit = Long.MAX_VALUE;

    @Option(names = "--exit", description = "End when every turn has an outcome. Otherwise the demo stays up.")
    private boolean exit;

    @Option(names = "--json", description = "Print alerts and the summary as JSON, one object a line.")
    private boolean json;

    @Mixin
    private final ConfigOptions config = new ConfigOptions();

    DemoCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        DemoReport report = new Demo(new DemoOptions(input, limit, exit, json), terminal).run(config::loadWith);
        return report.balance().lost() == 0 ? ExitCode.OK : ExitCode.TURNS_LOST;
    }
}
