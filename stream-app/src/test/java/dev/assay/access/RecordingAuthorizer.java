package dev.assay.access;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.metadata.authorizer.StandardAuthorizer;
import org.apache.kafka.server.authorizer.Action;
import org.apache.kafka.server.authorizer.AuthorizableRequestContext;
import org.apache.kafka.server.authorizer.AuthorizationResult;

/** Kafka's own authorizer, which remembers what it was asked. Made by the broker, so what it remembers is static. */
public final class RecordingAuthorizer extends StandardAuthorizer {

    private static final Set<Asked> ASKED = ConcurrentHashMap.newKeySet();

    /**
     * @param user without the type of principal
     * @param matters whether the broker thinks a refusal worth a line in its log; else it only looks what it may show
     */
    record Asked(String user, AclOperation operation, ResourcePattern resource, boolean allowed, boolean matters) {}

    /** Everything so far, by brokers of this process. */
    static Set<Asked> asked() {
        return Set.copyOf(ASKED);
    }

    static void forget() {
        ASKED.clear();
    }

    @Override
    public List<AuthorizationResult> authorize(AuthorizableRequestContext context, List<Action> actions) {
        List<AuthorizationResult> results = super.authorize(context, actions);
        for (int i = 0; i < actions.size(); i++) {
            Action action = actions.get(i);
            ASKED.add(new Asked(
                    context.principal().getName(),
                    action.operation(),
                    action.resourcePattern(),
                    results.get(i) == AuthorizationResult.ALLOWED,
                    action.logIfDenied()));
        }
        return results;
    }
}
