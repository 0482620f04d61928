package dev.assay.config;

/** Writes {@code docs/configuration.md} from the table of settings. */
public final class SettingsPage {

    private SettingsPage() {}

    public static String markdown() {
        StringBuilder page = new StringBuilder();
        page.append("""
                # Configuration

                Generated from the table `Settings` in `stream-app/src/main/java/dev/assay/config`; a test fails when
                they differ.

                A setting is read from the properties files given, then from the environment (the name in upper case,
                with `.` and `-` as `_`), then from the command line. The later one wins. A name that is not here, or a
                value outside its range, stops the service before it starts, and the message names it.

                In any value `${file:PATH:KEY}` stands for the value of KEY in a properties file, `${directory:PATH:FILE}` for
                what is in the file PATH/FILE, `${env:NAME}` for an environment variable: so secrets stay where they are
                kept. docs/operations/security.md has examples.

                """);
        for (Importance importance : Importance.values()) {
            page.append("## ").append(heading(importance)).append("\n\n");
            page.append("| Setting | Environment | Default | Value | What it does |\n|---|---|---|---|---|\n");
            Settings.ALL.stream()
                    .filter(setting -> setting.importance() == importance)
                    .forEach(setting -> page.append(row(setting)));
            page.append('\n');
        }
        page.append("""
                ## Connection and security

                `kafka.NAME` (environment: `ASSAY_KAFKA_NAME`) sets NAME on every Kafka client, `registry.NAME` (environment:
                `ASSAY_REGISTRY_NAME`) on the schema registry's. Values are never printed. These names, and all names that
                start with one ending in a dot, are passed on:

                """);
        PassedOn.ALL.forEach(client -> client.names()
                .forEach(name ->
                        page.append("- `").append(client.prefix()).append(name).append("`\n")));
        return page.toString();
    }

    private static String row(Setting<?> setting) {
        String defaultText = setting.defaultText().isEmpty() ? "(none)" : "`" + setting.defaultText() + "`";
        return "| `" + setting.name() + "` | `" + setting.environmentName() + "` | " + defaultText + " | "
                + setting.kind().expectation() + " | " + setting.documentation()
                + (setting.secret() ? " Not printed." : "") + " |\n";
    }

    private static String heading(Importance importance) {
        return switch (importance) {
            case HIGH -> "Look at these first";
            case MEDIUM -> "Sometimes changed";
            case LOW -> "Rarely changed";
        };
    }
}
