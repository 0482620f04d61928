package dev.assay.config;

import java.util.List;
import java.util.stream.Stream;

/**
 * The table of settings: every setting of the service is one row of it. Its sections are files of their own; whoever needs
 * a setting finds it here.
 */
public final class Settings
        implements ConnectionSettings,
                ReaderSettings,
                GpuSettings,
                TurnSettings,
                OutputSettings,
                PrivacySettings,
                ServiceSettings {

    /** Every row, in the order of the documentation. */
    public static final List<Setting<?>> ALL = Stream.of(
                    ConnectionSettings.ROWS,
                    ReaderSettings.ROWS,
                    GpuSettings.ROWS,
                    TurnSettings.ROWS,
                    OutputSettings.ROWS,
                    PrivacySettings.ROWS,
                    ServiceSettings.ROWS)
            .<Setting<?>>flatMap(List::stream)
            .toList();

    private Settings() {}
}
