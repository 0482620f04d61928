package dev.assay.access;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.utils.SecurityUtils;

/**
 * What is allowed on one resource of Kafka, or on all whose names begin alike.
 *
 * @param operations none that another of them implies: to read or write includes to describe
 * @param reason a sentence of Markdown
 */
public record Grant(ResourcePattern resource, Set<AclOperation> operations, String reason) {

    public Grant {
        requireNonNull(resource, "resource");
        requireNonNull(reason, "reason");
        if (operations.isEmpty()) {
            throw new IllegalArgumentException("operations of " + resource + " is empty; expected at least one");
        }
        operations = Collections.unmodifiableSet(EnumSet.copyOf(operations));
    }

    static Grant of(ResourcePattern resource, String reason, AclOperation... operations) {
        return new Grant(resource, EnumSet.copyOf(Arrays.asList(operations)), reason);
    }

    /** Whether the resource is every one whose name begins so. */
    public boolean isPrefix() {
        return resource.patternType() == PatternType.PREFIXED;
    }

    /** The operations as Kafka's tools spell them, such as {@code AlterConfigs}. */
    public Set<String> operationNames() {
        return operations.stream().map(SecurityUtils::operationName).collect(Collectors.toCollection(TreeSet::new));
    }
}
