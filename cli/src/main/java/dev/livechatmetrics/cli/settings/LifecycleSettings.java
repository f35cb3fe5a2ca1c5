package dev.livechatmetrics.cli.settings;

/**
 * How long the stores keep what; all days are by the clock.
 *
 * @param condenseAfterDays after a closed conversation's latest event; 0 = never
 * @param retentionDays after a conversation was opened; 0 = for ever
 * @param waitingEventsMax how many events of one conversation wait for its opening
 * @param waitingMaxDays for which they wait; 0 = for ever
 */
public record LifecycleSettings(int condenseAfterDays, int retentionDays, int waitingEventsMax, int waitingMaxDays) {
    private static final int MOST_DAYS = 36_500;
    private static final int MOST_EVENTS = 1_000_000;

    public LifecycleSettings {
        new Requirements()
                .require(isDays(condenseAfterDays), SettingKey.CONDENSE_AFTER_DAYS, condenseAfterDays)
                .require(isDays(retentionDays), SettingKey.RETENTION_DAYS, retentionDays)
                .require(
                        waitingEventsMax >= 1 && waitingEventsMax <= MOST_EVENTS,
                        SettingKey.WAITING_EVENTS_MAX,
                        waitingEventsMax)
                .require(isDays(waitingMaxDays), SettingKey.WAITING_MAX_DAYS, waitingMaxDays)
                .check();
    }

    private static boolean isDays(int days) {
        return days >= 0 && days <= MOST_DAYS;
    }
}
