package dev.assay.evaluation.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Computes all figures and writes {@code EVALUATION.md}, its plots and {@code evaluation.html}, which needs no other file. */
public final class ReportWriter {

    private static final PageFiles FILES = new PageFiles("EVALUATION.md", "evaluation.html", "evaluation", false);

    private ReportWriter() {}

    /**
     * @param directory made if it is missing; files of earlier reports are overwritten
     * @return the two pages
     */
    public static List<Path> write(ReportInput input, Path directory) throws IOException {
        return FILES.write(ReportPage.TITLE, new ReportPage(input).blocks(), directory);
    }
}
