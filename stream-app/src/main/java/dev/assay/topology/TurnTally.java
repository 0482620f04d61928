package dev.assay.topology;

import static java.util.Objects.requireNonNull;

import dev.assay.schemas.Outcome;
import java.util.List;

/** What one turn adds to the metrics: a result per detector. */
record TurnTally(List<Result> results) {

    TurnTally {
        results = List.copyOf(results);
    }

    /** @param alert whether an alert was published */
    record Result(String detector, Outcome outcome, double score, boolean alert) {
        Result {
            requireNonNull(detector, "detector");
            requireNonNull(outcome, "outcome");
        }
    }
}
