package dev.livechatmetrics.testkit;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

/** A change of clocks in 2025, around which a random workspace lives; each makes the zones disagree in another way. */
public record ClockChange(ZoneId zone, Instant at) {

    public static final List<ClockChange> ALL = List.of(
            of("Europe/Berlin", "2025-03-30T01:00:00Z"),
            of("Europe/London", "2025-10-26T01:00:00Z"),
            of("America/New_York", "2025-03-09T07:00:00Z"),
            of("America/New_York", "2025-11-02T06:00:00Z"),
            of("America/St_Johns", "2025-03-09T05:30:00Z"),
            of("America/Havana", "2025-11-02T05:00:00Z"), // midnight comes twice
            of("America/Santiago", "2025-04-06T03:00:00Z"), // the hour before midnight comes twice
            of("America/Santiago", "2025-09-07T04:00:00Z"), // midnight is skipped
            of("Africa/Cairo", "2025-04-24T22:00:00Z"), // midnight is skipped
            of("Australia/Lord_Howe", "2025-04-05T15:00:00Z"), // half an hour
            of("Australia/Lord_Howe", "2025-10-04T15:30:00Z"),
            of("Pacific/Chatham", "2025-09-27T14:00:00Z"));

    /** The seven local days around the change; every conversation of its workspaces opens on one of them. */
    public List<LocalDate> days() {
        LocalDate day = at.atZone(zone).toLocalDate();
        return day.minusDays(3).datesUntil(day.plusDays(4)).toList();
    }

    private static ClockChange of(String zone, String at) {
        return new ClockChange(ZoneId.of(zone), Instant.parse(at));
    }
}
