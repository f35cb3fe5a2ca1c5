package dev.livechatmetrics.streams.topology;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The topics in which a connector keeps change streams of Rocket.Chat's two collections; empty = not read. */
public record SourceTopics(Optional<String> rooms, Optional<String> messages) {
    public static final SourceTopics NONE = new SourceTopics(Optional.empty(), Optional.empty());

    /** Those that are read. */
    public List<String> names() {
        return Stream.of(rooms, messages).flatMap(Optional::stream).toList();
    }
}
