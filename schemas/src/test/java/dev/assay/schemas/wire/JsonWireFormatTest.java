package dev.assay.schemas.wire;

class JsonWireFormatTest extends WireFormatContract {

    @Override
    WireFormat format() {
        return new WireFormat.Json();
    }
}
