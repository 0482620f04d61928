package dev.assay.training;

import dev.assay.bundle.Bundle;
import dev.assay.bundle.BundleContents;
import dev.assay.bundle.BundleWriter;
import dev.assay.bundle.Provenance;
import dev.assay.catalogue.Catalogue;
import dev.assay.catalogue.CatalogueEntry;
import dev.assay.catalogue.Probe;
import dev.assay.detector.DetectorSpec;
import dev.assay.dictionary.DType;
import dev.assay.engine.Djl;
import dev.assay.engine.Engine;
import dev.assay.engine.EngineChoice;
import dev.assay.engine.EngineOptions;
import dev.assay.engine.Engines;
import dev.assay.evaluation.LabelledRecord;
import dev.assay.evaluation.Progress;
import dev.assay.graph.Head;
import dev.assay.reader.BatchListener;
import dev.assay.reader.BatchedReader;
import dev.assay.reader.BatchingOptions;
import dev.assay.reader.Reader;
import dev.assay.reader.ReaderModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes a bundle of data: harvests, trains the dictionary and the probes, calibrates, chooses evidence features, writes.
 * Repeatable for the same data, options and processor; run again after an interruption, it goes on where it was.
 */
public final class BundleTraining {

    private static final int PADDED_TOKENS = 512;
    private static final int BUCKET = 8;
    private static final int HELD_OUT_PARTS = 50; // one in so many parts of the harvest is held out

    private final TrainingOptions options;
    private final Progress progress;

    public BundleTraining(TrainingOptions options, Progress progress) {
        this.options = options;
        this.progress = progress;
    }

    /** @throws TrainingException with a sentence for the user if the data cannot teach what is wanted */
    public TrainingReport run() throws IOException {
        Djl.offline();
        requireEmpty(options.output());
        Bundle kept = options.dictionaryOf() == null ? null : Bundle.load(options.dictionaryOf());
        List<Provenance.DataFile> files = DataFiles.used(options);
        List<LabelledRecord> records = new RecordSelection(options.harvest())
                .select(options.data(), progress).stream()
                        .filter(record -> !DataFiles.uses(record, options).isEmpty())
                        .toList();
        options.detectors()
                .forEach(plan -> plan.requireBothLabels(
                        records.stream().map(HarvestedRecord::of).toList()));
        String how = DataFiles.sha256(options.harvest() + "\n" + options.reader());
        Harvested harvested = harvest(records, options.work().resolve("harvest-" + how.substring(0, 16)));
        String ids = records.stream().map(LabelledRecord::id).collect(Collectors.joining("\n"));
        DictionaryTrainer.Result dictionary =
                dictionary(harvested, kept, DataFiles.sha256(how + "\n" + files + "\n" + ids));
        return assemble(harvested, dictionary, kept, files);
    }

    private static void requireEmpty(Path output) throws IOException {
        if (Files.isDirectory(output)) {
            try (Stream<Path> files = Files.list(output)) {
                if (files.findAny().isPresent()) {
                    throw new TrainingException(
                            "output directory " + output + " is not empty; expected an empty or missing one");
                }
            }
        }
    }

    private Harvested harvest(List<LabelledRecord> records, Path directory) throws IOException {
        int dModel = options.reader().dModel();
        Head head = Head.residuals(options.harvest().hooks(), dModel);
        BatchingOptions batching = new BatchingOptions(options.threads(), PADDED_TOKENS, BUCKET);
        try (ReaderModel model = ReaderModel.load(options.reader(), options.readerDirectory());
                Engine engine = Engines.open(EngineChoice.AUTO, model.fuse(head), EngineOptions.DEFAULT);
                Reader reader = new BatchedReader(model, engine, batching, BatchListener.NONE)) {
            return new Harvest(options.harvest(), dModel, directory, progress).run(records, reader);
        }
    }

    private DictionaryTrainer.Result dictionary(Harvested harvested, @Nullable Bundle kept, String source)
            throws IOException {
        int heldOutParts = Math.max(1, harvested.partCount() / HELD_OUT_PARTS);
        int heldOut = harvested.rowsOfFirstParts(heldOutParts);
        if (kept != null) {
            return DictionaryTrainer.kept(
                    kept.dictionary(),
                    harvested.tokenRows(),
                    heldOut,
                    options.harvest().dictionaryHook());
        }
        Path checkpoint = options.work().resolve("dictionary.checkpoint");
        return new DictionaryTrainer(options.dictionary(), checkpoint, progress)
                .train(harvested.tokenRows(), heldOut, options.harvest().dictionaryHook(), source);
    }

    private TrainingReport assemble(
            Harvested harvested,
            DictionaryTrainer.Result dictionary,
            @Nullable Bundle kept,
            List<Provenance.DataFile> files)
            throws IOException {
        List<Probe> probes = new ArrayList<>();
        List<DetectorSpec> detectors = new ArrayList<>();
        List<TrainingReport.DetectorReport> reports = new ArrayList<>();
        Map<Integer, String> categories = new HashMap<>(); // by chosen feature
        List<CatalogueEntry> entries;
        try (MatrixProduct product = PytorchProduct.open()) {
            FeatureSelection features =
                    new FeatureSelection(harvested, harvested.tokenRows(), dictionary.dictionary(), product);
            ProbeRows rows = new ProbeRows(harvested, options.probes());
            for (DetectorPlan plan : options.detectors()) {
                TrainedProbe trained = new ProbeTrainer(harvested, options.probes(), progress).train(plan);
                progress.update("choose features of " + plan.id(), 0, -1);
                List<FeatureSelection.Chosen> chosen =
                        features.choose(Example.of(harvested, plan), trained.probe(), rows, options.evidenceFeatures());
                chosen.forEach(feature -> categories.putIfAbsent(feature.feature(), plan.category()));
                DetectorCalibration.Result calibrated = new DetectorCalibration(plan, options.calibration())
                        .calibrate(
                                trained.outOfFold(),
                                chosen.stream()
                                        .map(FeatureSelection.Chosen::feature)
                                        .toList());
                probes.add(trained.probe());
                detectors.add(calibrated.spec());
                reports.add(report(trained, chosen, calibrated));
            }
            entries = features.describe(categories);
        }
        List<Provenance.DataFile> learntFrom =
                kept == null ? files : DataFiles.withDictionaryOf(kept.provenance(), files);
        Provenance provenance = provenance(dictionary.measurement(), learntFrom, reports);
        String dictionaryOf = kept == null ? null : kept.digest();
        String card = ModelCard.of(options, provenance, dictionary.measurement(), dictionaryOf, reports);
        BundleContents contents = new BundleContents(
                options.reader(), dictionary.dictionary(), new Catalogue(entries, probes), detectors, provenance, card);
        Bundle bundle = BundleWriter.write(contents, DType.F16, options.output());
        return new TrainingReport(bundle, dictionary.measurement(), reports);
    }

    private static TrainingReport.DetectorReport report(
            TrainedProbe trained, List<FeatureSelection.Chosen> chosen, DetectorCalibration.Result calibrated) {
        Map<String, Double> measurements = new TreeMap<>(calibrated.measurements());
        measurements.put("meanTransferAuroc", trained.meanTransfer());
        chosen.stream().findFirst().ifPresent(best -> measurements.put("bestFeatureAuroc", best.auroc()));
        return new TrainingReport.DetectorReport(
                trained.probe().id(), trained.probe().hook(), trained.penalty(), trained.transfer(), measurements);
    }

    private Provenance provenance(
            DictionaryMeasurement dictionary,
            List<Provenance.DataFile> files,
            List<TrainingReport.DetectorReport> reports) {
        Map<String, Map<String, Double>> measurements = reports.stream()
                .collect(Collectors.toMap(
                        TrainingReport.DetectorReport::id, TrainingReport.DetectorReport::measurements));
        Map<String, Long> seeds = Map.of(
                "harvest", options.harvest().seed(),
                "dictionary", options.dictionary().seed(),
                "probes", options.probes().seed());
        return new Provenance(options.name(), options.createdBy(), seeds, files, dictionary.fidelity(), measurements);
    }
}
