package dev.livechatmetrics.streams.aggregate;

import java.util.Arrays;

/** The sketches of one figure for many points, to which others can be added. Not thread-safe. */
public final class SketchSums {
    private static final Sketch EMPTY = new Sketch();

    private final TimeFigure figure;

    /** Null where there is nothing. */
    private final Sketch[] sketches;

    /** So many empty ones. */
    public SketchSums(TimeFigure figure, int points) {
        this.figure = figure;
        this.sketches = new Sketch[points];
    }

    /** Adds the figure of other conversations to that of a point. */
    public void add(int point, Sketch other) {
        if (sketches[point] == null) {
            sketches[point] = new Sketch();
        }
        sketches[point].add(other, figure, 1);
    }

    /**
     * Adds those of other conversations at as many points.
     *
     * @throws IllegalArgumentException where they are not of this figure, or not as many
     */
    public void add(SketchSums others) {
        if (others.figure != figure || others.sketches.length != sketches.length) {
            throw new IllegalArgumentException(others.sketches.length + " points of " + others.figure + " added to "
                    + sketches.length + " of " + figure);
        }
        for (int point = 0; point < sketches.length; point++) {
            if (others.sketches[point] != null) {
                add(point, others.sketches[point]);
            }
        }
    }

    public TimeFigure figure() {
        return figure;
    }

    public int size() {
        return sketches.length;
    }

    /** Of one point; not to be changed. */
    public Sketch get(int point) {
        return sketches[point] == null ? EMPTY : sketches[point];
    }

    @Override
    public boolean equals(Object other) {
        if (!(other instanceof SketchSums that) || figure != that.figure || size() != that.size()) {
            return false;
        }
        for (int point = 0; point < sketches.length; point++) {
            if (!get(point).equals(that.get(point))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        int hash = figure.hashCode();
        for (int point = 0; point < sketches.length; point++) {
            hash = 31 * hash + get(point).hashCode();
        }
        return hash;
    }

    @Override
    public String toString() {
        return figure + " " + Arrays.toString(sketches);
    }
}
