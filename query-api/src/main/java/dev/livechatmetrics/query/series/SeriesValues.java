package dev.livechatmetrics.query.series;

import dev.livechatmetrics.streams.aggregate.Sketch;
import dev.livechatmetrics.streams.aggregate.SketchSums;

/**
 * The values of the points of all series, one series after another, and how many conversations are behind each: those of
 * which the value is made.
 */
record SeriesValues(double[] values, long[] conversations) {
    /** Where there is none. */
    static final double NONE = Double.NaN;

    /** One division in doubles and one rounding, as in charts. */
    static double seconds(double sum, long count, double unitsPerSecond) {
        return Math.round(sum / (count * unitsPerSecond) * 100) / 100.0;
    }

    static SeriesValues percentiles(SketchSums sketches, int percent) {
        SeriesValues points = new SeriesValues(new double[sketches.size()], new long[sketches.size()]);
        for (int point = 0; point < sketches.size(); point++) {
            Sketch sketch = sketches.get(point);
            long count = sketch.count(sketches.figure());
            points.conversations[point] = count;
            points.values[point] = count == 0
                    ? NONE
                    : seconds(sketch.percentile(sketches.figure(), percent), 1, (double)
                            sketches.figure().unitsPerSecond());
        }
        return points;
    }

    /** Shares to four decimals. */
    static SeriesValues shares(SketchSums sketches, long targetSeconds) {
        SeriesValues points = new SeriesValues(new double[sketches.size()], new long[sketches.size()]);
        long most = targetSeconds * sketches.figure().unitsPerSecond();
        for (int point = 0; point < sketches.size(); point++) {
            Sketch sketch = sketches.get(point);
            long count = sketch.count(sketches.figure());
            points.conversations[point] = count;
            points.values[point] = count == 0
                    ? NONE
                    : Math.round(10_000.0 * sketch.within(sketches.figure(), most) / count) / 10_000.0;
        }
        return points;
    }
}
