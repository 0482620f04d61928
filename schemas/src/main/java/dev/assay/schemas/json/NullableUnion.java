package dev.assay.schemas.json;

import org.apache.avro.Schema;

/** The one kind of union the schemas use: null or something else. */
final class NullableUnion {
    private NullableUnion() {}

    /** The schema of the value when there is one: of a union the branch that is not null, else the schema itself. */
    static Schema valueSchema(Schema schema) {
        if (schema.getType() != Schema.Type.UNION) {
            return schema;
        }
        return schema.getTypes().stream()
                .filter(branch -> branch.getType() != Schema.Type.NULL)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(schema + " allows nothing but null"));
    }
}
