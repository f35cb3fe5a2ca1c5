package dev.livechatmetrics.query.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.livechatmetrics.streams.topology.InputPosition;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class InputPositionsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            conversations=;messages=                | conversations=;messages=
            conversations=0;messages=,,0            | conversations=;messages=
            conversations=12,,7;messages=40,3,9     | conversations=12,,7;messages=40,3,9
            conversations=,5;messages=              | conversations=,5;messages=,
            conversations=007;messages=1            | conversations=7;messages=1
            """)
    void readsAndWritesOffsetsByPartition(String text, String written) {
        assertThat(InputPositions.parse(text).orElseThrow()).hasToString(written);
        assertThat(InputPositions.parse(written)).isEqualTo(InputPositions.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "conversations=1",
                "messages=1;conversations=1",
                "conversations=-1;messages=",
                "conversations=1.5;messages=",
                "conversations=1 ;messages=",
                "conversations=9999999999999999999;messages=",
                "conversations=1;messages=1, conversations=1;messages=1"
            })
    void refusesWhatIsNone(String text) {
        assertThat(InputPositions.parse(text)).isEmpty();
    }

    @Test
    void refusesTooManyPartitions() {
        assertThat(InputPositions.parse("conversations=" + ",".repeat(9_999) + ";messages="))
                .isPresent();
        assertThat(InputPositions.parse("conversations=" + ",".repeat(10_000) + ";messages="))
                .isEmpty();
    }

    @Test
    void namesWhatItHolds() {
        InputPositions positions =
                InputPositions.parse("conversations=12,,7;messages=40,3,9").orElseThrow();

        assertThat(positions.of(1)).isEqualTo(new InputPosition(0, 3));
        assertThat(positions.of(9)).isEqualTo(InputPosition.START);
        assertThat(positions.partitionCount()).isEqualTo(3);
        assertThat(InputPositions.NONE.partitionCount()).isZero();
    }

    @Test
    void readsWhatItWrites() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 1_000; i++) {
            SortedMap<Integer, InputPosition> partitions = new TreeMap<>();
            for (int partition = 0; partition < random.nextInt(20); partition++) {
                if (random.nextBoolean()) {
                    partitions.put(partition, new InputPosition(random.nextLong(3), random.nextLong(1L << 58)));
                }
            }
            InputPositions positions = new InputPositions(partitions);

            assertThat(InputPositions.parse(positions.toString())).contains(positions);
        }
    }
}
