package dev.assay;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;

class ImportRulesTest {

    private static final JavaClasses CLASSES = new ClassFileImporter().importPath("target/classes");

    @Test
    void shouldKeepTheBrokerInTheDemo() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.assay.demo..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("kafka..", "org.apache.kafka.metadata..", "org.apache.kafka.server..")
                .because("the service's class path has no broker")
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
    void shouldKnowPrometheusOnlyInMetrics() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.assay.metrics..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.prometheus..", "com.sun.net.httpserver..")
                .check(CLASSES);
    }

    @Test
    void shouldParseCommandLinesOnlyInTheCommands() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.assay.cli..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("picocli..")
                .check(CLASSES);
    }

    @Test
    void shouldRunTheServiceWithoutItsCommands() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "dev.assay.config..",
                        "dev.assay.intake..",
                        "dev.assay.state..",
                        "dev.assay.batching..",
                        "dev.assay.topology..",
                        "dev.assay.triage..",
                        "dev.assay.metrics..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.assay.cli..", "dev.assay.demo..", "dev.assay.training..")
                .check(CLASSES);
    }
}
