package dev.livechatmetrics.schemas;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** The documents as the jar carries them, and the schemas to hold values against. Nothing is fetched from outside. */
final class Documents {
    static final ObjectMapper JSON = new ObjectMapper();

    private static final YAMLMapper YAML = new YAMLMapper();
    private static final String ROOT = "dev/livechatmetrics/schemas/";
    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private Documents() {}

    /** {@code path}: relative to the package, as in {@code events/message.sent.schema.json}. */
    static JsonNode json(String path) {
        return read(ROOT + path, JSON);
    }

    static JsonNode yaml(String path) {
        return read(ROOT + path, YAML);
    }

    static Schema schema(String path) {
        return REGISTRY.getSchema(SchemaLocation.of("classpath:" + ROOT + path));
    }

    /** A meta-schema among the test resources. */
    static Schema metaSchema(String file) {
        return REGISTRY.getSchema(SchemaLocation.of("classpath:meta/" + file));
    }

    /** The meta-schema of JSON Schema 2020-12 itself. */
    static Schema jsonSchema() {
        return REGISTRY.getSchema(SchemaLocation.of(SpecificationVersion.DRAFT_2020_12.getDialectId()));
    }

    /** A schema that stands on its own. */
    static Schema inline(JsonNode schema) {
        return REGISTRY.getSchema(schema.toString(), InputFormat.JSON);
    }

    /** What the schema finds wrong with the value; empty where it accepts it. */
    static List<String> errors(Schema schema, JsonNode value) {
        return schema.validate(value.toString(), InputFormat.JSON).stream()
                .map(error -> error.getInstanceLocation() + ": " + error.getMessage())
                .toList();
    }

    private static JsonNode read(String resource, ObjectMapper mapper) {
        try (InputStream in = Documents.class.getClassLoader().getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalArgumentException("no resource " + resource);
            }
            return mapper.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(resource, e);
        }
    }
}
