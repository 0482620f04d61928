package dev.assay.access;

import dev.assay.access.RecordingAuthorizer.Asked;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourcePattern;

/** What a user is granted, operation by operation, held against what a broker was asked. */
final class GrantedOperations {

    /** What an operation includes, by the rules of Kafka's authorizer. */
    private static final Map<AclOperation, Set<AclOperation>> IMPLIED = Map.of(
            AclOperation.READ, Set.of(AclOperation.DESCRIBE),
            AclOperation.WRITE, Set.of(AclOperation.DESCRIBE),
            AclOperation.DELETE, Set.of(AclOperation.DESCRIBE),
            AclOperation.ALTER, Set.of(AclOperation.DESCRIBE),
            AclOperation.ALTER_CONFIGS, Set.of(AclOperation.DESCRIBE_CONFIGS));

    private final Set<Granted> all = new LinkedHashSet<>();

    /** One operation of a grant: what Kafka calls an ACL. */
    record Granted(ResourcePattern resource, AclOperation operation) {

        /** Whether just this was asked for, not what it includes. */
        boolean isAskedFor(Asked asked) {
            return operation == asked.operation() && covers(asked);
        }

        boolean covers(Asked asked) {
            boolean same = operation == asked.operation()
                    || IMPLIED.getOrDefault(operation, Set.of()).contains(asked.operation());
            return same && resource.resourceType() == asked.resource().resourceType() && coversName(asked);
        }

        private boolean coversName(Asked asked) {
            String name = asked.resource().name();
            return switch (resource.patternType()) {
                case LITERAL -> name.equals(resource.name());
                case PREFIXED -> name.startsWith(resource.name());
                default -> throw new IllegalArgumentException("pattern is " + resource.patternType());
            };
        }
    }

    GrantedOperations(Collection<Grant> grants) {
        grants.forEach(
                grant -> grant.operations().forEach(operation -> all.add(new Granted(grant.resource(), operation))));
    }

    Set<Granted> all() {
        return all;
    }

    /**
     * Those without which everything that was allowed would have been allowed all the same, and those instead of which one
     * that they include would do.
     */
    List<Granted> unneeded(Collection<Asked> allowed) {
        return all.stream()
                .filter(one -> allowed.stream().allMatch(asked -> isCoveredWithout(one, asked))
                        || allowed.stream().noneMatch(one::isAskedFor))
                .toList();
    }

    private boolean isCoveredWithout(Granted dropped, Asked asked) {
        return !dropped.covers(asked) || all.stream().anyMatch(other -> !other.equals(dropped) && other.covers(asked));
    }
}
