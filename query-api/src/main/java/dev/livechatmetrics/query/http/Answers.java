package dev.livechatmetrics.query.http;

import dev.livechatmetrics.query.chart.ChartQuestion;
import dev.livechatmetrics.query.chart.Charts;
import dev.livechatmetrics.query.cluster.InputPositions;
import java.time.ZoneId;

/** What the routes ask of the rest of the product. */
public interface Answers {
    /** {@code atLeast}: how far each partition must have been read. */
    Charts.Result answer(ChartQuestion question, InputPositions atLeast);

    /** In which the days of charts begin. */
    ZoneId reportingZone();

    /** Why this instance is not ready to answer, or null where it is. */
    String notReadyReason();
}
