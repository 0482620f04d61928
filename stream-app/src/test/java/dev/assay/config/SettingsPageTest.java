package dev.assay.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SettingsPageTest {

    private static final Path PAGE = Path.of("..", "docs", "configuration.md");
    private static final Path GENERATED = Path.of("target", "configuration.md");

    @Test
    void shouldBeThePageInTheRepository() throws IOException {
        // Given
        Files.writeString(GENERATED, SettingsPage.markdown());
        // Then
        assertThat(PAGE)
                .as("the settings changed: copy stream-app/%s over docs/configuration.md", GENERATED)
                .hasSameTextualContentAs(GENERATED);
    }

    @Test
    void shouldListEverySettingOnce() {
        // Given
        List<Object> declared = Arrays.stream(Settings.class.getFields())
                .filter(field -> Modifier.isStatic(field.getModifiers()) && field.getType() == Setting.class)
                .map(SettingsPageTest::value)
                .toList();
        // Then
        assertThat(List.<Object>copyOf(Settings.ALL)).doesNotHaveDuplicates().hasSameElementsAs(declared);
        assertThat(Settings.ALL).extracting(Setting::environmentName).doesNotHaveDuplicates();
    }

    private static Object value(Field field) {
        try {
            return field.get(null);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }
}
