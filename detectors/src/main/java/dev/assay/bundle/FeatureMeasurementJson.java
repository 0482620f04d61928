package dev.assay.bundle;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.catalogue.FeatureMeasurement;
import dev.assay.catalogue.FeatureMeasurement.Causality;
import dev.assay.catalogue.FeatureMeasurement.Discrimination;
import dev.assay.json.JsonObject;

/** What was measured of a feature, in {@code catalogue.json}. */
final class FeatureMeasurementJson {

    private static final String DISCRIMINATION = "discrimination";
    private static final String CAUSALITY = "causality";

    private FeatureMeasurementJson() {}

    static FeatureMeasurement read(JsonObject json) {
        FeatureMeasurement measurement = new FeatureMeasurement(
                json.string("detector"),
                json.has(DISCRIMINATION) ? discrimination(json.object(DISCRIMINATION)) : null,
                json.has(CAUSALITY) ? causality(json.object(CAUSALITY)) : null);
        json.done();
        return measurement;
    }

    private static Discrimination discrimination(JsonObject json) {
        Discrimination discrimination = new Discrimination(
                json.number("threshold"),
                json.number("precision"),
                json.number("recall"),
                json.integer("positives"),
                json.integer("negatives"));
        json.done();
        return discrimination;
    }

    private static Causality causality(JsonObject json) {
        Causality causality = new Causality(
                json.integer("turns"), json.number("effect"), json.number("control"), json.number("pValue"));
        json.done();
        return causality;
    }

    static void write(FeatureMeasurement measurement, ObjectNode json) {
        json.put("detector", measurement.detector());
        Discrimination discrimination = measurement.discrimination();
        if (discrimination != null) {
            json.putObject(DISCRIMINATION)
                    .put("threshold", discrimination.threshold())
                    .put("precision", discrimination.precision())
                    .put("recall", discrimination.recall())
                    .put("positives", discrimination.positives())
                    .put("negatives", discrimination.negatives());
        }
        Causality causality = measurement.causality();
        if (causality != null) {
            json.putObject(CAUSALITY)
                    .put("turns", causality.turns())
                    .put("effect", causality.effect())
                    .put("control", causality.control())
                    .put("pValue", causality.pValue());
        }
    }
}
