package dev.assay.faults;

import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts a service again when it has ended, as what runs it in earnest does. Used by one thread. */
final class Supervisor implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Supervisor.class);

    private final Deployment deployment;
    private final Map<String, String> settings;
    private final Surroundings surroundings;
    private ServiceProcess service;
    private int restarts;

    Supervisor(Deployment deployment, Map<String, String> settings, Surroundings surroundings) {
        this.deployment = deployment;
        this.settings = settings;
        this.surroundings = surroundings;
        this.service = start();
    }

    /** To be called now and then. */
    void look() {
        if (!service.isAlive()) {
            restarts++;
            log.info("the service has ended and is started again");
            service = start();
        }
    }

    ServiceProcess service() {
        return service;
    }

    int restarts() {
        return restarts;
    }

    private ServiceProcess start() {
        return ServiceProcess.start(deployment, settings, List.of("run"), surroundings);
    }

    @Override
    public void close() {
        service.close();
    }
}
