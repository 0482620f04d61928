package dev.assay.grafana;

/** How Grafana writes a number. */
enum Unit {
    NUMBER("short"),
    PER_SECOND("ops"),
    SECONDS("s"),
    BYTES("bytes"),
    /** Of a share: 0.5 is 50%. */
    PERCENT("percentunit");

    private final String id;

    Unit(String id) {
        this.id = id;
    }

    /** Grafana's name. */
    String id() {
        return id;
    }
}
