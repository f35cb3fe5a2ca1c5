package dev.livechatmetrics.streams.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.livechatmetrics.schemas.event.EventType;
import dev.livechatmetrics.schemas.event.Ids;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class IdentityIndexTest {
    /**
     * Producers number their events, each type from 1, and use one identity for several types. XXH3 spreads short texts
     * over types only where its seeds are far apart.
     */
    @Test
    void shouldTellNumberedIdentitiesOfDifferentTypesApart() {
        List<String> identities = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            identities.addAll(List.of(
                    Integer.toString(i),
                    "m" + i,
                    String.format("%08d", i),
                    String.format("ev-%09d", i),
                    String.format("%016d", i),
                    String.format("conversation-1-%06d", i)));
        }
        long[] hashes = identities.stream()
                .distinct()
                .map(Ids::utf8)
                .flatMapToLong(identity -> Arrays.stream(hashesOf(identity)))
                .sorted()
                .toArray();
        for (int i = 1; i < hashes.length; i++) {
            assertThat(hashes[i] == hashes[i - 1])
                    .as("two of %d identities share the hash %x", hashes.length, hashes[i])
                    .isFalse();
        }
    }

    private static long[] hashesOf(byte[] identity) {
        EventType[] types = EventType.values();
        long[] hashes = new long[types.length + 1];
        for (int i = 0; i < types.length; i++) {
            hashes[i] = IdentityIndex.hash(types[i], identity);
        }
        hashes[types.length] = IdentityIndex.deletedMessageHash(identity);
        return hashes;
    }

    @Test
    void shouldHoldWhatWasAddedAndNothingElse() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        IdentityIndex index = new IdentityIndex();
        Map<Long, Integer> model = new HashMap<>();
        for (int i = 0; i < 20_000; i++) {
            // Many with equal low bits, which begin their search for a slot at one place.
            long hash = random.nextBoolean() ? random.nextLong() | 1 : (long) (1 + random.nextInt(4_000)) << 40 | 7;
            int tag = random.nextInt(6);
            assertThat(index.tag(hash))
                    .as("step %d, seed %d", i, seed)
                    .isEqualTo(model.getOrDefault(hash, IdentityIndex.ABSENT));
            assertThat(index.contains(hash)).isEqualTo(model.containsKey(hash));
            index.add(hash, tag);
            model.put(hash, tag);
        }
        Map<Long, Integer> visited = new HashMap<>();
        index.forEach((hash, tag) -> assertThat(visited.put(hash, tag)).isNull());
        assertThat(visited).isEqualTo(model);
    }

    /** Stored rows of deleted conversations hold these hashes: another function would take every repeat for new. */
    @ParameterizedTest
    @CsvSource({
        "OPENED, x, da45103370491bbf",
        "MESSAGE_SENT, x, 876a8262b0519688",
        "MESSAGE_SENT, ayBxkfMT2nYmHZ8CE, e0255366c28a89be",
        "DELETED, é😀, b273618efbaa2c71",
    })
    void shouldKeepTheHashesOfStoredRows(EventType type, String identity, String hash) {
        assertThat(Long.toHexString(IdentityIndex.hash(type, Ids.utf8(identity))))
                .isEqualTo(hash);
    }
}
