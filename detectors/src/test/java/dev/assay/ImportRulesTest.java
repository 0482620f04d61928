package dev.assay;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ImportRulesTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.assay");

    @Test
    void shouldKeepTheLibraryFreeOfKafkaAndHttp() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.apache.kafka..", "java.net.http..", "com.sun.net.httpserver..", "io.prometheus..")
                .because("detectors is a pure library; the service is built around it")
                .check(CLASSES);
    }

    @Test
    void shouldHaveNoCyclesOfPackages() {
        slices().matching("dev.assay.(*)..")
                .should()
                .beFreeOfCycles()
                .because("a package can be read, tested and changed only after those it needs")
                .check(CLASSES);
    }

    @Test
    void shouldImportInferenceRuntimesOnlyInTheEngine() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.assay.engine..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("ai.onnxruntime..", "ai.djl.onnxruntime..", "ai.djl.pytorch..", "org.bytedeco..")
                .because("an engine can be exchanged only while nobody else knows which one it is")
                .check(CLASSES);
    }

    @Test
    void shouldImportDjlOnlyWhereModelsAndTokenizersAreRun() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.assay.engine..", "dev.assay.token..", "dev.assay.training..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("ai.djl..")
                .check(CLASSES);
    }

    @Test
    void shouldJudgeWithoutTrainingOrEvaluation() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "dev.assay.chat..",
                        "dev.assay.token..",
                        "dev.assay.reader..",
                        "dev.assay.graph..",
                        "dev.assay.engine..",
                        "dev.assay.dictionary..",
                        "dev.assay.catalogue..",
                        "dev.assay.detector..",
                        "dev.assay.bundle..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.assay.training..", "dev.assay.evaluation..")
                .because("the service runs without what only offline work needs")
                .check(CLASSES);
    }

    @Test
    void shouldEvaluateWithoutTraining() {
        noClasses()
                .that()
                .resideInAPackage("dev.assay.evaluation..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.assay.training..")
                .check(CLASSES);
    }
}
