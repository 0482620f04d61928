package dev.assay.engine;

import java.io.Serial;

/** The device does not work any more in this process; trying again does not help. */
public final class DeviceLostException extends EngineException {

    @Serial
    private static final long serialVersionUID = 1L;

    public DeviceLostException(String message) {
        super(message);
    }
}
