package dev.livechatmetrics.schemas.chart;

/** The charts of Rocket.Chat's Omnichannel dashboard; the names are the values of the parameter {@code chartName}. */
public enum ChartName {
    Total_conversations,
    Total_messages,
    Avg_chat_duration,
    Avg_first_response_time,
    Best_first_response_time,
    Avg_response_time,
    Avg_reaction_time;

    /** The chart of exactly that name, or null where there is none. */
    public static ChartName of(String name) {
        for (ChartName chart : values()) {
            if (chart.name().equals(name)) {
                return chart;
            }
        }
        return null;
    }
}
