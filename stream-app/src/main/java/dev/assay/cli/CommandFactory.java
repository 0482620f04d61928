package dev.assay.cli;

import dev.assay.terminal.Terminal;
import java.lang.reflect.Constructor;
import java.util.Arrays;
import java.util.Optional;
import picocli.CommandLine;

/** Gives each command the terminal it writes to, if its constructor asks for one. */
record CommandFactory(Terminal terminal) implements CommandLine.IFactory {

    @Override
    public <K> K create(Class<K> type) throws Exception {
        Optional<Constructor<?>> wantsTerminal = Arrays.stream(type.getDeclaredConstructors())
                .filter(constructor -> Arrays.equals(constructor.getParameterTypes(), new Class<?>[] {Terminal.class}))
                .findFirst();
        return wantsTerminal.isPresent()
                ? type.cast(wantsTerminal.get().newInstance(terminal))
                : CommandLine.defaultFactory().create(type);
    }
}
