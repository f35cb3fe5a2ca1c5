package dev.livechatmetrics.query.http;

import dev.livechatmetrics.query.chart.ChartQuestion;
import dev.livechatmetrics.query.chart.Charts;

/** What the routes ask of the rest of the product. */
public interface Answers {
    Charts.Result answer(ChartQuestion question);

    /** Why this instance is not ready to answer, or null where it is. */
    String notReadyReason();
}
