package dev.assay.state;

import static java.util.Objects.requireNonNull;

import dev.assay.detector.ConversationMemory;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the detectors remember of one conversation.
 *
 * @param lastTurn record time of the latest turn judged
 * @param bundle digest of the bundle whose detectors wrote this
 * @param detectors by detector id
 */
public record ConversationVerdicts(long lastTurn, String bundle, Map<String, DetectorState> detectors) {

    public ConversationVerdicts {
        requireNonNull(bundle, "bundle");
        detectors = Map.copyOf(detectors);
    }

    /** A conversation before its first turn. */
    public static ConversationVerdicts empty(String bundle) {
        return new ConversationVerdicts(ExpiryIndex.NEVER, bundle, Map.of());
    }

    public DetectorState detector(String id) {
        return detectors.getOrDefault(id, DetectorState.INITIAL);
    }

    /**
     * The same under another bundle: the logits of one mean nothing to the other and are forgotten, the cool-downs stay.
     */
    public ConversationVerdicts under(String newBundle) {
        if (bundle.equals(newBundle)) {
            return this;
        }
        Map<String, DetectorState> forgotten = new TreeMap<>(detectors);
        forgotten.replaceAll((id, state) -> state.remember(ConversationMemory.EMPTY));
        return new ConversationVerdicts(lastTurn, newBundle, forgotten);
    }
}
