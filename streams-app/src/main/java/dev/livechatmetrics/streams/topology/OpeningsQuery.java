package dev.livechatmetrics.streams.topology;

import java.util.Collection;
import java.util.List;

/**
 * Asks for the conversations that were opened from one instant on and before another, in the order of their openings. So
 * many at most, and no partition looks at more than {@link #MOST_LOOKED_AT}: {@link Openings#end} says how far it came.
 *
 * @param scope whose, added up
 * @param after the last that is known already; null from the beginning on
 */
public record OpeningsQuery(long fromMillis, long toMillis, Scope scope, OpeningKey after, int most)
        implements PartitionQuery<Openings> {
    /** That an answer has. */
    public static final int MOST = 1_000;

    /** Some hundredths of a second, for which no conversation of the partition is opened. */
    static final int MOST_LOOKED_AT = 20_000;

    private static final List<String> STORES = List.of(Names.OPENINGS);

    public OpeningsQuery {
        if (most < 1 || most > MOST) {
            throw new IllegalArgumentException(most + " openings, not 1 to " + MOST);
        }
    }

    @Override
    public List<String> stores() {
        return STORES;
    }

    @Override
    public Openings merged(Collection<Openings> parts) {
        return Openings.merged(parts, most);
    }
}
