package dev.livechatmetrics.query.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.livechatmetrics.streams.aggregate.BucketSums;
import dev.livechatmetrics.streams.conversation.UnknownVersionException;
import dev.livechatmetrics.streams.runtime.LocalReads;
import dev.livechatmetrics.streams.runtime.Partial;
import dev.livechatmetrics.streams.runtime.PartitionRead;
import dev.livechatmetrics.streams.runtime.PartitionRead.Answer;
import dev.livechatmetrics.streams.runtime.PartitionRead.Missing;
import dev.livechatmetrics.streams.topology.BucketsQuery;
import dev.livechatmetrics.streams.topology.CopyAnswer;
import dev.livechatmetrics.streams.topology.CopyQuery;
import dev.livechatmetrics.streams.topology.InputPosition;
import dev.livechatmetrics.streams.topology.Names;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.query.FailureReason;
import org.apache.kafka.streams.query.QueryResult;
import org.apache.kafka.streams.query.StateQueryRequest;
import org.apache.kafka.streams.query.StateQueryResult;
import org.junit.jupiter.api.Test;

/** A copy is read where it is asked for, no running task is here, and it is young enough and covers enough. */
final class OwnPartitionsTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final InputPosition POSITION = new InputPosition(7, 8);
    private static final BucketsQuery DAYS =
            new BucketsQuery(null, ZoneOffset.UTC, LocalDate.of(2025, 10, 1), LocalDate.of(2025, 10, 2));
    private static final BucketsQuery HOURS =
            new BucketsQuery(null, ZoneOffset.UTC, LocalDate.of(2025, 10, 1), LocalDate.of(2025, 10, 1));

    private final List<String> asked = new ArrayList<>();
    private String storeWithTask = "";
    private String storeWithCopy = Names.DEPARTMENT_DAYS;
    private boolean copyIsOfALaterBuild;
    private long copyMillis = NOW.toEpochMilli() - 2_500;

    @Test
    void shouldReadACopyAndSayHowOldItIs() {
        Partial<BucketSums> copy = ((Answer<Partial<BucketSums>>) read(true)).value();

        assertThat(copy.staleMillis()).isEqualTo(2_500);
        assertThat(copy.position()).isEqualTo(POSITION);
    }

    @Test
    void shouldReadNoCopyThatIsNotAskedFor() {
        assertThat(read(false)).isInstanceOf(Missing.class);
        assertThat(asked).doesNotContain("copy of " + Names.DEPARTMENT_DAYS);
    }

    @Test
    void shouldReadNoCopyWhereTheTaskIsHere() {
        storeWithTask = Names.DEPARTMENT_DAYS;

        assertThat(((Answer<Partial<BucketSums>>) read(true)).value().staleMillis())
                .isZero();
        assertThat(asked).doesNotContain("copy of " + Names.DEPARTMENT_DAYS);
    }

    @Test
    void shouldReadNoCopyThatIsTooOld() {
        copyMillis = NOW.toEpochMilli() - 10_000;
        assertThat(read(true)).isInstanceOf(Answer.class);

        copyMillis--;
        assertThat(((Missing<Partial<BucketSums>>) read(true)).reason())
                .isEqualTo("NOT_ACTIVE: elsewhere; copy: it is 10001 ms old, and STANDBY_MAX_LAG allows 10000");
    }

    @Test
    void shouldNeverCallACopyFresh() {
        copyMillis = NOW.toEpochMilli() + 500; // another instance's clock is ahead

        assertThat(((Answer<Partial<BucketSums>>) read(true)).value().staleMillis())
                .isEqualTo(1);
    }

    @Test
    void shouldReadNoCopyThatDoesNotCoverWhatItMust() {
        assertThat(read(new PartitionAsk(true, POSITION), DAYS, Duration.ofSeconds(10)))
                .isInstanceOf(Answer.class);
        assertThat(((Missing<Partial<BucketSums>>)
                                read(new PartitionAsk(true, new InputPosition(8, 8)), DAYS, Duration.ofSeconds(10)))
                        .reason())
                .contains("copy: has read conversations up to 7 and messages up to 8, not yet up to 8 and 8");
    }

    @Test
    void shouldReadNoCopyWhereNoneMayBe() {
        assertThat(read(new PartitionAsk(true, InputPosition.START), DAYS, Duration.ZERO))
                .isInstanceOf(Missing.class);
        assertThat(asked).doesNotContain("copy of " + Names.DEPARTMENT_DAYS);
    }

    @Test
    void shouldReadNoCopyOfWhatALaterBuildWrites() {
        copyIsOfALaterBuild = true;

        assertThat(((Missing<Partial<BucketSums>>) read(true)).reason()).contains("has version 9");
    }

    @Test
    void shouldReadQuarterHoursWhereTheCopyHasNotTheseDays() {
        storeWithCopy = Names.DEPARTMENT_QUARTER_HOURS;

        assertThat(read(true)).isInstanceOf(Answer.class);
        assertThat(asked).endsWith("copy of " + Names.DEPARTMENT_DAYS, "copy of " + Names.DEPARTMENT_QUARTER_HOURS);

        asked.clear();
        assertThat(read(new PartitionAsk(true, InputPosition.START), HOURS, Duration.ofSeconds(10)))
                .isInstanceOf(Answer.class);
        assertThat(asked).endsWith("copy of " + Names.DEPARTMENT_QUARTER_HOURS);
        assertThat(asked).doesNotContain("copy of " + Names.DEPARTMENT_DAYS);
    }

    private PartitionRead<Partial<BucketSums>> read(boolean copyToo) {
        return read(new PartitionAsk(copyToo, InputPosition.START), DAYS, Duration.ofSeconds(10));
    }

    private PartitionRead<Partial<BucketSums>> read(PartitionAsk ask, BucketsQuery query, Duration maxLag) {
        LocalReads reads = new LocalReads(
                new LocalReads.StateQueries() {
                    @Override
                    public <T> StateQueryResult<T> query(StateQueryRequest<T> request) {
                        asked.add("task of " + request.getStoreName());
                        return result(request, storeWithTask, new BucketSums(2), "elsewhere");
                    }
                },
                partition -> POSITION,
                new LocalReads.StateQueries() {
                    @Override
                    public <T> StateQueryResult<T> query(StateQueryRequest<T> request) {
                        asked.add("copy of " + request.getStoreName());
                        if (copyIsOfALaterBuild) {
                            UnknownVersionException.check("store department-days", 9, 1, 1);
                        }
                        assertThat(request.getQuery()).isEqualTo(new CopyQuery<>(query));
                        assertThat(request.isRequireActive()).isFalse();
                        return result(
                                request,
                                storeWithCopy,
                                new CopyAnswer<>(new BucketSums(2), POSITION, copyMillis),
                                "no copy");
                    }
                },
                Clock.fixed(NOW, ZoneOffset.UTC));
        return new OwnPartitions(reads, maxLag).read(query, Map.of(3, ask)).get(3);
    }

    @SuppressWarnings("unchecked") // the type of a result is its query's
    private static <T> StateQueryResult<T> result(
            StateQueryRequest<T> request, String store, Object answer, String otherwise) {
        StateQueryResult<T> result = new StateQueryResult<>();
        result.addResult(
                3,
                request.getStoreName().equals(store)
                        ? QueryResult.forResult((T) answer)
                        : QueryResult.forFailure(FailureReason.NOT_ACTIVE, otherwise));
        return result;
    }
}
