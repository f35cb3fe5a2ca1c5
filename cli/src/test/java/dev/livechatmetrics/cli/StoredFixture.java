package dev.livechatmetrics.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.livechatmetrics.testkit.WireEvent;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * What an earlier build has left: the {@code DATA_DIR} of a {@code serve} with its own broker, and the events that it had
 * read. Made by {@link StoredStateIT} with {@code -Dstored.make=FILE}.
 */
record StoredFixture(String name) {
    static final ZoneId ZONE = ZoneId.of("America/New_York");

    private static final String EVENTS = "events.jsonl";
    private static final String DATA = "data/";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Puts the data folder there and returns the events. */
    List<WireEvent> unpack(Path dataDir) throws IOException {
        List<WireEvent> events = List.of();
        try (InputStream resource = StoredFixture.class.getResourceAsStream("/stored/" + name);
                ZipInputStream zip = new ZipInputStream(resource)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().equals(EVENTS)) {
                    events = new String(zip.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .map(StoredFixture::event)
                            .toList();
                } else {
                    Path file = dataDir.resolve(entry.getName().substring(DATA.length()));
                    Files.createDirectories(file.getParent());
                    Files.copy(zip, file);
                }
            }
        }
        return events;
    }

    static void pack(Path dataDir, List<WireEvent> events, Path zipFile) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(zipFile));
                Stream<Path> files = Files.walk(dataDir)) {
            zip.putNextEntry(new ZipEntry(EVENTS));
            for (WireEvent event : events) {
                zip.write((event.toLine() + "\n").getBytes(StandardCharsets.UTF_8));
            }
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                zip.putNextEntry(new ZipEntry(DATA + dataDir.relativize(file)));
                Files.copy(file, zip);
            }
        }
    }

    /** Of the events' openings. */
    static List<LocalDate> days(List<WireEvent> events) {
        return events.stream()
                .filter(event -> event.value() != null)
                .map(event -> json(new String(event.value(), StandardCharsets.UTF_8)))
                .filter(event -> event.get("type").asText().equals("conversation.opened"))
                .map(event -> OffsetDateTime.parse(event.get("occurredAt").asText())
                        .atZoneSameInstant(ZONE)
                        .toLocalDate())
                .distinct()
                .sorted()
                .toList();
    }

    private static WireEvent event(String line) {
        JsonNode envelope = json(line);
        JsonNode value = envelope.get("value");
        return WireEvent.of(
                envelope.get("topic").asText(), envelope.get("key").asText(), value.isNull() ? null : value.toString());
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
