package dev.assay.engine;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows {@link OnDeviceLoss} when its device is lost: either every batch fails from then on, or the CPU takes over, the
 * batch that failed included. Thread-safe. What it says of itself tells that the device is lost.
 */
final class FailoverEngine implements Engine {

    private static final Logger log = LoggerFactory.getLogger(FailoverEngine.class);

    private final Engine device;
    private final EngineInfo deviceInfo;
    private final @Nullable Supplier<Engine> cpu;
    private volatile @Nullable DeviceLostException lost;
    private volatile @Nullable Engine replacement;
    private boolean closed;

    /** @param cpu opens the engine that takes over; null to fail */
    FailoverEngine(Engine device, @Nullable Supplier<Engine> cpu) {
        this.device = device;
        this.deviceInfo = device.info();
        this.cpu = cpu;
    }

    @Override
    public EngineInfo info() {
        Engine other = replacement;
        if (other != null) {
            return other.info();
        }
        return lost == null
                ? deviceInfo
                : new EngineInfo(
                        deviceInfo.name(),
                        deviceInfo.version(),
                        deviceInfo.device() + ", lost",
                        deviceInfo.precision());
    }

    @Override
    public int columns() {
        return device.columns();
    }

    @Override
    public float[] run(TokenBatch batch) {
        DeviceLostException before = lost;
        if (before != null) {
            return after(before, batch);
        }
        try {
            return device.run(batch);
        } catch (DeviceLostException e) {
            report(e);
            return after(e, batch);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        Engine other = replacement;
        if (other != null) {
            other.close();
        }
        device.close();
    }

    private float[] after(DeviceLostException loss, TokenBatch batch) {
        if (cpu == null) {
            throw loss;
        }
        return replacement(cpu).run(batch);
    }

    private synchronized void report(DeviceLostException e) {
        if (lost == null) {
            lost = e;
            log.error(
                    "{} {} on {} is lost: {}; {}",
                    deviceInfo.name(),
                    deviceInfo.version(),
                    deviceInfo.device(),
                    e.getMessage(),
                    cpu == null
                            ? "every batch fails from now on, restart the service when the device works again"
                            : "batches run on the CPU from now on, restart the service to use the device again");
        }
    }

    private synchronized Engine replacement(Supplier<Engine> opening) {
        if (closed) {
            throw new EngineException("the engine is closed; open another to go on");
        }
        Engine opened = replacement;
        if (opened == null) {
            opened = opening.get();
            replacement = opened;
        }
        return opened;
    }
}
