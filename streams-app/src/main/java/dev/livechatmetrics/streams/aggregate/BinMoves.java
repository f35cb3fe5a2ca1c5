package dev.livechatmetrics.streams.aggregate;

import dev.livechatmetrics.streams.conversation.Contribution;
import java.util.Arrays;

/**
 * Which bins the times of a conversation leave and enter as its contribution changes: found once, for every {@link Sketch}
 * in which it counts.
 */
public final class BinMoves {
    private static final BinMoves NONE = new BinMoves(new int[0], new int[0]);

    /** Places of a sketch. */
    private final int[] left;

    private final int[] entered;

    private BinMoves(int[] left, int[] entered) {
        this.left = left;
        this.entered = entered;
    }

    /** Of taking one contribution away and adding another; null for none. */
    public static BinMoves between(Contribution before, Contribution after) {
        int[] left = null;
        int[] entered = null;
        int leaving = 0;
        int entering = 0;
        for (TimeFigure figure : TimeFigure.ALL) {
            long was = before == null ? 0 : figure.of(before);
            long is = after == null ? 0 : figure.of(after);
            if (was == is) {
                continue;
            }
            int from = LogBins.of(was);
            int to = LogBins.of(is);
            if (from == to) {
                continue;
            }
            if (left == null) {
                left = new int[TimeFigure.ALL.length];
                entered = new int[TimeFigure.ALL.length];
            }
            if (from != LogBins.NONE) {
                left[leaving++] = Sketch.place(figure, from);
            }
            if (to != LogBins.NONE) {
                entered[entering++] = Sketch.place(figure, to);
            }
        }
        return left == null ? NONE : new BinMoves(Arrays.copyOf(left, leaving), Arrays.copyOf(entered, entering));
    }

    /** Whether every time stays in its bin. */
    public boolean isNone() {
        return left.length == 0 && entered.length == 0;
    }

    int[] left() {
        return left;
    }

    int[] entered() {
        return entered;
    }
}
