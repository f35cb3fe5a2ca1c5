package dev.livechatmetrics.cli.bring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class RoomIndexTest {
    @Test
    void shouldKnowWhatWasAddedHoweverMuchAndNothingElse() throws IOException {
        int rooms = 200_000;
        try (RoomIndex index = new RoomIndex()) {
            for (int i = 0; i < rooms; i++) {
                index.add(id("room-" + i));
                index.add(id("room-" + i / 2));
            }
            assertThat(index.size()).isEqualTo(rooms);
            for (int i = 0; i < rooms; i++) {
                assertThat(index.contains(id("room-" + i))).isTrue();
                assertThat(index.contains(id("channel-" + i))).isFalse();
            }
        }
    }

    /** A hash of 0 marks empty places, and is one that an id may have. */
    @Test
    void shouldKeepAHashOfZero() throws IOException {
        try (HashTableFile table = new HashTableFile()) {
            assertThat(table.contains(0)).isFalse();
            assertThat(table.add(0)).isTrue();
            assertThat(table.add(0)).isFalse();
            assertThat(table.contains(0)).isTrue();
        }
    }

    private static byte[] id(String text) {
        return text.getBytes(UTF_8);
    }
}
