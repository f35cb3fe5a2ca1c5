package dev.livechatmetrics.cli.simulate;

import dev.livechatmetrics.schemas.event.LivechatEvent;

/** The departments of the simulated workspace, the same in every run; how busy, how quick and how many each is. */
public enum Department {
    SUPPORT("Support", "kT7pQm2XhZs9LwBcR", 26, 75, 55, 14),
    SALES("Sales", "Sa4LeYr8DnKq3GvPt", 20, 25, 30, 9),
    BILLING("Billing", "bG5jWz9NcFx2MyHsA", 14, 110, 70, 6),
    RETURNS("Returns", "Rt6nEo3JdQi8XkZuC", 10, 150, 80, 5),
    ONBOARDING("Onboarding", "oB7gHs4TmLp9YwKfE", 8, 60, 65, 4),
    TECHNICAL("Technical", "tK2cVb8RzNj5QxGdW", 7, 240, 140, 5),
    PARTNERS("Partners", "Pn9sMf3AhTe6LkXqB", 3, 45, 50, 2),
    PRESS("Press", "pR8eSs5WyCo2JnDzG", 1, 600, 300, 1),
    /** Conversations that were opened for no department, and who answers them. */
    NONE("", LivechatEvent.NONE, 11, 90, 60, 4);

    private static final long WORKSPACE = 0x4c69766543686174L;
    private static final int SHARES = shares();

    private final String title;
    private final String id;
    private final int share;
    private final double queueMedianSeconds;
    private final double responseMedianSeconds;
    private final int agents;

    Department(
            String title, String id, int share, double queueMedianSeconds, double responseMedianSeconds, int agents) {
        this.title = title;
        this.id = id;
        this.share = share;
        this.queueMedianSeconds = queueMedianSeconds;
        this.responseMedianSeconds = responseMedianSeconds;
        this.agents = agents;
    }

    /** What people call it; "" of {@link #NONE}. */
    public String title() {
        return title;
    }

    /** What events call it; {@link LivechatEvent#NONE} of {@link #NONE}. */
    public String id() {
        return id;
    }

    long queueMillis(SplitMix64 random) {
        return random.logNormalMillis(queueMedianSeconds, 0.9, 1, 4 * 3600);
    }

    long responseMillis(SplitMix64 random) {
        return random.logNormalMillis(responseMedianSeconds, 0.8, 0.8, 3600);
    }

    /** One of its agents, whose ids are the same in every run. */
    String agent(SplitMix64 random) {
        return new SplitMix64(SplitMix64.seed(WORKSPACE, id.hashCode(), random.below(agents))).id();
    }

    /** One of them, each as often as its share of the traffic. */
    static Department any(SplitMix64 random) {
        int left = random.below(SHARES);
        for (Department department : values()) {
            left -= department.share;
            if (left < 0) {
                return department;
            }
        }
        throw new IllegalStateException("the shares add up to " + SHARES);
    }

    /** Any but this one and {@link #NONE}. */
    Department other(SplitMix64 random) {
        while (true) {
            Department department = any(random);
            if (department != this && department != NONE) {
                return department;
            }
        }
    }

    private static int shares() {
        int shares = 0;
        for (Department department : values()) {
            shares += department.share;
        }
        return shares;
    }
}
