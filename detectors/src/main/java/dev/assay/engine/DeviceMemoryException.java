package dev.assay.engine;

import java.io.Serial;

/** The device has not enough memory for this batch; a smaller one may fit. */
public final class DeviceMemoryException extends EngineException {

    @Serial
    private static final long serialVersionUID = 1L;

    public DeviceMemoryException(String message) {
        super(message);
    }
}
