package dev.assay.access;

import dev.assay.config.Config;
import dev.assay.config.Settings;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.resource.ResourceType;

/** Writes {@code docs/operations/acls.md} from the table of duties. */
public final class GrantsPage {

    private static final Map<ResourceType, String> TYPES = Map.of(
            ResourceType.TOPIC, "topic",
            ResourceType.GROUP, "group",
            ResourceType.TRANSACTIONAL_ID, "transactional id");

    private GrantsPage() {}

    public static String markdown() {
        StringBuilder page = new StringBuilder("""
                # Who must be allowed what in Kafka

                Generated from the table `Duty` in `stream-app/src/main/java/dev/assay/access`; tests fail when they differ, and
                when a broker that allows just this refuses something, or is never asked for one of these operations.

                Names are the defaults; `./assay acls DUTY --config FILE --principal User:NAME` prints the commands for yours.
                To read, write, alter or delete includes to describe, so that is not listed besides. Nothing is needed on the
                cluster. Topics other than internal ones are made by whoever administers Kafka.

                """);
        Config defaults = Config.of(Map.of(Settings.ERASURES_TOPIC.name(), "assay.erasures"));
        for (Duty duty : Duty.values()) {
            page.append("## ").append(duty.name().toLowerCase(Locale.ROOT)).append("\n\n");
            page.append(duty.who()).append("\n\n| Resource | Name | Operations | Why |\n|---|---|---|---|\n");
            duty.grants(defaults).forEach(grant -> page.append(row(grant)));
            page.append('\n');
        }
        return page.toString().stripTrailing() + "\n";
    }

    private static String row(Grant grant) {
        String operations = grant.operationNames().stream().collect(Collectors.joining(", "));
        return "| " + TYPES.get(grant.resource().resourceType()) + " | `"
                + grant.resource().name() + "`" + (grant.isPrefix() ? " and what begins so" : "") + " | " + operations
                + " | " + grant.reason() + " |\n";
    }
}
