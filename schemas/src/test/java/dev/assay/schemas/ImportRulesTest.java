package dev.assay.schemas;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ImportRulesTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.assay.schemas");

    @Test
    void shouldImportNothingOfOurs() {
        noClasses()
                .should()
                .dependOnClassesThat(
                        DescribedPredicate.describe("are ours but no schemas", ImportRulesTest::isOursElsewhere))
                .because("everybody depends on the wire contracts, so they depend on nobody")
                .check(CLASSES);
    }

    @Test
    void shouldHaveNoCyclesOfPackages() {
        slices().matching("dev.assay.(**)")
                .should()
                .beFreeOfCycles()
                .because("a package can be read, tested and changed only after those it needs")
                .check(CLASSES);
    }

    private static boolean isOursElsewhere(JavaClass type) {
        String name = type.getPackageName();
        return name.startsWith("dev.assay.") && !name.startsWith("dev.assay.schemas");
    }
}
