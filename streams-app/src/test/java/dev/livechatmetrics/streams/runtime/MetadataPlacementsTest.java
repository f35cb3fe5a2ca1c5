package dev.livechatmetrics.streams.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.StreamsMetadata;
import org.apache.kafka.streams.state.HostInfo;
import org.apache.kafka.streams.state.internals.StreamsMetadataImpl;
import org.junit.jupiter.api.Test;

final class MetadataPlacementsTest {
    private static final Endpoint A = new Endpoint("a", 1);
    private static final Endpoint B = new Endpoint("b", 2);

    private final List<StreamsMetadata> instances = new ArrayList<>();
    private boolean stopping;
    private int asked;
    private final MetadataPlacements placements = new MetadataPlacements(this::metadata, "a:1", "conversations");

    @Test
    void shouldTellActivesFromStandbys() {
        instances.add(instance(A, Set.of(0, 1), Set.of(2)));
        instances.add(instance(B, Set.of(2), Set.of(0, 1)));

        assertThat(placements.placement())
                .isEqualTo(new Placement(
                        A, Map.of(0, A, 1, A, 2, B), Map.of(0, List.of(B), 1, List.of(B), 2, List.of(A))));
        assertThat(placements.placement().others()).containsExactly(B);
    }

    /** A host that keeps nothing but standbys is listed for the store, too. */
    @Test
    void shouldNotTakeAStandbysHostForTheActives() {
        instances.add(instance(B, Set.of(), Set.of(0)));

        assertThat(placements.placement().active(0)).isNull();
        assertThat(placements.placement().standbys(0)).containsExactly(B);
        assertThat(placements.placement().standbys(1)).isEmpty();
    }

    @Test
    void shouldLookAtASnapshot() {
        instances.add(instance(A, Set.of(0), Set.of()));
        for (int i = 0; i < 100; i++) {
            placements.placement();
        }

        assertThat(asked).isEqualTo(1);
    }

    @Test
    void shouldKeepWhatWasKnownWhileKafkaStreamsStops() {
        instances.add(instance(A, Set.of(0), Set.of()));
        Placement known = placements.placement();
        stopping = true;

        assertThat(placements.renewed()).isEqualTo(known);
        assertThat(placements.placement()).isEqualTo(known);
    }

    @Test
    void shouldNotListAnInstanceThatHasNoAddress() {
        instances.add(new StreamsMetadataImpl(
                HostInfo.unavailable(), Set.of(), Set.of(new TopicPartition("conversations", 0)), Set.of(), Set.of()));

        assertThat(placements.placement().actives()).isEmpty();
    }

    @Test
    void shouldWriteAnIpv6HostInBrackets() {
        assertThat(new Endpoint("::1", 80)).hasToString("[::1]:80");
        assertThat(new MetadataPlacements(List::of, "[::1]:80", "t").placement().self())
                .isEqualTo(new Endpoint("::1", 80));
    }

    @Test
    void shouldLetABugThrough() {
        MetadataPlacements broken = new MetadataPlacements(
                () -> {
                    throw new UnsupportedOperationException("a bug");
                },
                "a:1",
                "t");

        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(broken::placement);
    }

    private Collection<StreamsMetadata> metadata() {
        asked++;
        if (stopping) {
            throw new IllegalStateException("KafkaStreams is not running.");
        }
        return instances;
    }

    private static StreamsMetadata instance(Endpoint address, Set<Integer> actives, Set<Integer> standbys) {
        return new StreamsMetadataImpl(
                new HostInfo(address.host(), address.port()),
                Set.of("department-days"),
                partitions(actives),
                Set.of("department-days"),
                partitions(standbys));
    }

    private static Set<TopicPartition> partitions(Set<Integer> numbers) {
        Set<TopicPartition> partitions = new HashSet<>();
        for (int number : numbers) {
            partitions.add(new TopicPartition("conversations", number));
            partitions.add(new TopicPartition("messages", number));
        }
        return partitions;
    }
}
