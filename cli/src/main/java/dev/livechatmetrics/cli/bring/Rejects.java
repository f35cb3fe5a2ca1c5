package dev.livechatmetrics.cli.bring;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The file of lines that could not be imported: JSON Lines of file, line number and reason, and nothing of what the lines
 * say. Each run begins it anew; written line by line, so that a kill leaves all that was found.
 */
final class Rejects implements Closeable {
    private static final JsonFactory JSON = new JsonFactory();

    private final JsonGenerator lines;
    private long count;

    Rejects(Path file) throws IOException {
        lines = JSON.createGenerator(Files.newBufferedWriter(file, StandardCharsets.UTF_8));
        lines.setRootValueSeparator(null);
    }

    void add(String file, long line, String reason) throws IOException {
        count++;
        lines.writeStartObject();
        lines.writeStringField("file", file);
        lines.writeNumberField("line", line);
        lines.writeStringField("reason", reason);
        lines.writeEndObject();
        lines.writeRaw('\n');
        lines.flush();
    }

    long count() {
        return count;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
