package dev.livechatmetrics.cli.settings;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.internals.Topic;

/** The topics of change streams of Rocket.Chat's two collections; empty = not read. */
public record SourceSettings(Optional<String> rooms, Optional<String> messages) {
    public static final SourceSettings NONE = new SourceSettings(Optional.empty(), Optional.empty());

    public SourceSettings {
        new Requirements()
                .require(rooms.map(Topic::isValid).orElse(true), SettingKey.SOURCE_TOPIC_ROOMS, rooms.orElse(""))
                .require(
                        messages.map(Topic::isValid).orElse(true),
                        SettingKey.SOURCE_TOPIC_MESSAGES,
                        messages.orElse(""))
                .require(
                        rooms.isEmpty() || !rooms.equals(messages),
                        SettingKey.SOURCE_TOPIC_MESSAGES,
                        "another name than SOURCE_TOPIC_ROOMS",
                        messages.orElse(""))
                .check();
    }

    /** Those that are read. */
    public List<String> names() {
        return Stream.of(rooms, messages).flatMap(Optional::stream).toList();
    }
}
