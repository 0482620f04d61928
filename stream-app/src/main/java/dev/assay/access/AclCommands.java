package dev.assay.access;

import dev.assay.config.Config;
import dev.assay.config.Settings;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.resource.ResourceType;

/** Writes grants as the commands of Kafka's own tool. */
public final class AclCommands {

    private static final Map<ResourceType, String> OPTIONS = Map.of(
            ResourceType.TOPIC, "--topic",
            ResourceType.GROUP, "--group",
            ResourceType.TRANSACTIONAL_ID, "--transactional-id");

    private AclCommands() {}

    /**
     * @param principal such as {@code User:assay}
     * @return a command for each grant
     */
    public static List<String> of(Duty duty, Config config, String principal) {
        return duty.grants(config).stream()
                .map(grant -> command(grant, config.get(Settings.BOOTSTRAP_SERVERS), principal))
                .toList();
    }

    private static String command(Grant grant, String brokers, String principal) {
        StringBuilder command = new StringBuilder("kafka-acls.sh --bootstrap-server ")
                .append(brokers)
                .append(" --add --allow-principal '")
                .append(principal)
                .append('\'');
        grant.operationNames()
                .forEach(operation -> command.append(" --operation ").append(operation));
        command.append(' ')
                .append(OPTIONS.get(grant.resource().resourceType()))
                .append(' ')
                .append(grant.resource().name());
        return grant.isPrefix()
                ? command.append(" --resource-pattern-type prefixed").toString()
                : command.toString();
    }
}
