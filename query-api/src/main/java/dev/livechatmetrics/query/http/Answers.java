package dev.livechatmetrics.query.http;

import dev.livechatmetrics.query.chart.ChartQuestion;
import dev.livechatmetrics.query.chart.Charts;
import dev.livechatmetrics.query.chart.ChartsCompatibility;
import dev.livechatmetrics.query.cluster.InputPositions;
import dev.livechatmetrics.query.listing.ConversationPage;
import dev.livechatmetrics.query.listing.ConversationsQuestion;
import dev.livechatmetrics.query.listing.Cursors;
import dev.livechatmetrics.query.listing.Listed;
import dev.livechatmetrics.query.series.Series;
import dev.livechatmetrics.query.series.SeriesQuestion;
import java.time.ZoneId;
import java.util.SortedMap;

/** What the routes ask of the rest of the product. */
public interface Answers {
    /** {@code atLeast}: how far each partition must have been read. */
    Charts.Result answer(ChartQuestion question, InputPositions atLeast);

    /** By whose rules {@link #answer} does, so that questions are taken by the same. */
    default ChartsCompatibility compatibility() {
        return ChartsCompatibility.EXACT;
    }

    /** In which the days of charts begin. */
    ZoneId reportingZone();

    Listed<SortedMap<String, Long>> departments(InputPositions atLeast);

    Listed<ConversationPage> conversations(ConversationsQuestion question, InputPositions atLeast);

    Series.Result series(SeriesQuestion question, InputPositions atLeast);

    /** Of the lists of {@link #conversations}: the same at all instances that share a secret. */
    Cursors cursors();

    /** Why this instance is not ready to answer, or null where it is. */
    String notReadyReason();
}
