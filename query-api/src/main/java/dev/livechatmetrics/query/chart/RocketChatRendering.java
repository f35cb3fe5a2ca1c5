package dev.livechatmetrics.query.chart;

import dev.livechatmetrics.schemas.chart.ChartName;
import dev.livechatmetrics.streams.topology.BucketsQuery;
import dev.livechatmetrics.streams.topology.Points;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * The points of Rocket.Chat 8, by {@code getAnalyticsChartData} in its
 * {@code apps/meteor/server/services/omnichannel-analytics/service.ts} and {@code dayIterator} in {@code utils.ts} beside it
 * (as of its commit 8543500). From the start of the first local day to the end of the last:
 *
 * <ul>
 *   <li>less than 24 hours: 24 points, each from an hour after the last one's start to the end of that hour <em>of UTC</em>.
 *       So a day of 23 hours has the next day's first hour at its end, and in zones off the hour, such as
 *       {@code Asia/Kolkata}, half of each hour is in no point;
 *   <li>else (also the one day of 25 hours): the days <em>of UTC</em> that have a part of it. Off UTC that is one more than
 *       was asked for, and at both ends conversations of other local days are in it.
 * </ul>
 */
record RocketChatRendering(ZoneId zone, InstantSource clock) implements ChartRendering {
    private static final int HOURS = 24;
    private static final Duration DAY = Duration.ofHours(HOURS);
    private static final long HOUR_MILLIS = Duration.ofHours(1).toMillis();

    @Override
    public Plan plan(ChartQuestion question) {
        Instant from = question.start().atStartOfDay(zone).toInstant();
        Instant to = question.end().plusDays(1).atStartOfDay(zone).toInstant().minusMillis(1);
        return Duration.between(from, to).compareTo(DAY) < 0 ? hours(question, from) : days(question, from, to);
    }

    private static Plan days(ChartQuestion question, Instant from, Instant to) {
        ChartName chart = question.chart();
        LocalDate first = LocalDate.ofInstant(from, ZoneOffset.UTC);
        LocalDate last = LocalDate.ofInstant(to, ZoneOffset.UTC);
        BucketsQuery query = new BucketsQuery(question.scope(), new Points.Dates(ZoneOffset.UTC, first, last, null));
        return new Plan(
                query.only(RocketChatValues.figures(chart)),
                ChartLabels.days(first, last),
                buckets -> RocketChatValues.of(chart, buckets));
    }

    private Plan hours(ChartQuestion question, Instant from) {
        ChartName chart = question.chart();
        Instant now = clock.instant();
        TreeSet<Long> boundaries = new TreeSet<>();
        List<Long> starts = new ArrayList<>();
        List<String> labels = new ArrayList<>();
        for (int i = 0; i < HOURS; i++) {
            long start = from.toEpochMilli() + i * HOUR_MILLIS;
            starts.add(start);
            boundaries.add(start);
            boundaries.add(Math.floorDiv(start, HOUR_MILLIS) * HOUR_MILLIS + HOUR_MILLIS);
            labels.add(RocketChatLabels.hour(Instant.ofEpochMilli(start), zone, now));
        }
        List<Long> all = List.copyOf(boundaries);
        int[] points = starts.stream().mapToInt(all::indexOf).toArray();
        BucketsQuery query = new BucketsQuery(question.scope(), new Points.Stretches(all));
        return new Plan(query.only(RocketChatValues.figures(chart)), labels, buckets -> {
            double[] stretches = RocketChatValues.of(chart, buckets);
            double[] values = new double[points.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = stretches[points[i]];
            }
            return values;
        });
    }
}
