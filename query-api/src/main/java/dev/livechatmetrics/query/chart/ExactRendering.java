package dev.livechatmetrics.query.chart;

import dev.livechatmetrics.schemas.chart.ChartName;
import dev.livechatmetrics.streams.topology.BucketsQuery;
import dev.livechatmetrics.streams.topology.Points;
import java.time.ZoneId;

/** A point for each day of the zone or, of a single day, for each of its hours, be they 23, 24 or 25. */
record ExactRendering(ZoneId zone) implements ChartRendering {
    @Override
    public Plan plan(ChartQuestion question) {
        ChartName chart = question.chart();
        BucketsQuery query = new BucketsQuery(
                question.scope(),
                new Points.Dates(zone, question.start(), question.end(), null),
                ChartValues.figures(chart));
        return new Plan(
                query,
                question.start().equals(question.end())
                        ? ChartLabels.hours(question.start(), zone)
                        : ChartLabels.days(question.start(), question.end()),
                buckets -> ChartValues.of(chart, buckets));
    }
}
