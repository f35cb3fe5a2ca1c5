package dev.livechatmetrics.query.chart;

import java.time.InstantSource;
import java.time.ZoneId;

/** By whose rules charts-data is answered. */
public enum ChartsCompatibility {
    /** This product's: exact in every zone, and what is asked wrongly is refused. */
    EXACT,
    /** Those of Rocket.Chat 8, for a look at both side by side. */
    ROCKETCHAT;

    /** {@code clock}: Rocket.Chat's labels of hours depend on when they are asked for. */
    public ChartRendering rendering(ZoneId zone, InstantSource clock) {
        return switch (this) {
            case EXACT -> new ExactRendering(zone);
            case ROCKETCHAT -> new RocketChatRendering(zone, clock);
        };
    }
}
