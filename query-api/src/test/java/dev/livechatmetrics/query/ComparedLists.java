package dev.livechatmetrics.query;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.livechatmetrics.query.cluster.InputPositions;
import dev.livechatmetrics.query.listing.ConversationMetric;
import dev.livechatmetrics.query.listing.ConversationPage;
import dev.livechatmetrics.query.listing.ConversationsQuestion;
import dev.livechatmetrics.query.listing.Cursors;
import dev.livechatmetrics.query.listing.ListBody;
import dev.livechatmetrics.query.listing.Listed;
import dev.livechatmetrics.query.listing.Listings;
import dev.livechatmetrics.testkit.NaiveCharts;
import dev.livechatmetrics.testkit.NaiveListing;
import dev.livechatmetrics.testkit.RandomWorkspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SplittableRandom;

/** Holds lists of departments and of conversations against the independent recompute: all bodies, page after page. */
final class ComparedLists {
    private static final Cursors CURSORS = Cursors.ofThisProcess();
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private final Listings listings;
    private final NaiveListing expected;

    ComparedLists(Listings listings, NaiveCharts expected) {
        this.listings = listings;
        this.expected = expected.listing();
    }

    /** All conversations, and those behind some points of two weeks around a day. */
    void check(LocalDate day, ZoneId zone, SplittableRandom random) {
        assertThat(departments()).as("departments").isEqualTo(expected.departments());
        compare(0, Long.MAX_VALUE, null, null, 1 + random.nextInt(4));
        for (int i = 0; i < 3; i++) {
            LocalDate first = day.plusDays(random.nextInt(-6, 6));
            LocalDate after = first.plusDays(random.nextInt(1, 8));
            String metric = random.nextBoolean()
                    ? null
                    : NaiveListing.metrics()
                            .get(random.nextInt(NaiveListing.metrics().size()));
            compare(start(first, zone), start(after, zone), departments(random), metric, 1 + random.nextInt(6));
        }
    }

    private static long start(LocalDate day, ZoneId zone) {
        return day.atStartOfDay(zone).toInstant().toEpochMilli();
    }

    private static List<String> departments(SplittableRandom random) {
        if (random.nextInt(3) == 0) {
            return null;
        }
        List<String> some = new ArrayList<>(RandomWorkspace.departments());
        some.add("");
        some.removeIf(department -> random.nextInt(2) == 0);
        return some;
    }

    private void compare(long fromMillis, long toMillis, List<String> departments, String metric, int limit) {
        assertThat(all(new ConversationsQuestion(
                        fromMillis,
                        toMillis,
                        Optional.ofNullable(departments).map(Set::copyOf),
                        Optional.ofNullable(metric).flatMap(ConversationMetric::of),
                        limit,
                        Optional.empty())))
                .as("from %d to %d of %s with %s, %d a page", fromMillis, toMillis, departments, metric, limit)
                .isEqualTo(expected.conversations(fromMillis, toMillis, departments, metric));
    }

    private String departments() {
        Listed<SortedMap<String, Long>> listed = listings.departments(InputPositions.NONE);
        return new String(ListBody.ofDepartments(whole(listed)), UTF_8);
    }

    private List<String> all(ConversationsQuestion question) {
        List<String> all = new ArrayList<>();
        ConversationsQuestion asked = question;
        while (true) {
            ConversationPage page = whole(listings.conversations(asked, InputPositions.NONE));
            assertThat(page.conversations()).hasSizeLessThanOrEqualTo(question.limit());
            JsonNode body = parsed(ListBody.ofConversations(page, CURSORS));
            body.path("conversations").forEach(conversation -> all.add(conversation.toString()));
            if (body.path("next").isNull()) {
                return all;
            }
            asked = new ConversationsQuestion(
                    question.fromMillis(),
                    question.toMillis(),
                    question.departments(),
                    question.metric(),
                    question.limit(),
                    CURSORS.read(body.path("next").textValue()));
            assertThat(asked.after()).isPresent();
        }
    }

    private static <T> T whole(Listed<T> listed) {
        if (listed instanceof Listed.Whole<T> whole) {
            return whole.value();
        }
        throw new AssertionError("no list: " + listed);
    }

    private static JsonNode parsed(byte[] json) {
        try {
            return JSON.readTree(json);
        } catch (IOException notJson) {
            throw new UncheckedIOException(notJson);
        }
    }
}
