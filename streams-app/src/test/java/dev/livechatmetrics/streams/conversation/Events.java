package dev.livechatmetrics.streams.conversation;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.livechatmetrics.schemas.event.ClosedBy;
import dev.livechatmetrics.schemas.event.LivechatEvent;
import dev.livechatmetrics.schemas.event.LivechatEvent.Assigned;
import dev.livechatmetrics.schemas.event.LivechatEvent.Closed;
import dev.livechatmetrics.schemas.event.LivechatEvent.Deleted;
import dev.livechatmetrics.schemas.event.LivechatEvent.MessageDeleted;
import dev.livechatmetrics.schemas.event.LivechatEvent.MessageEdited;
import dev.livechatmetrics.schemas.event.LivechatEvent.MessageSent;
import dev.livechatmetrics.schemas.event.LivechatEvent.Opened;
import dev.livechatmetrics.schemas.event.LivechatEvent.Queued;
import dev.livechatmetrics.schemas.event.LivechatEvent.Reopened;
import dev.livechatmetrics.schemas.event.LivechatEvent.Transferred;
import dev.livechatmetrics.schemas.event.Sender;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Events of one conversation, at seconds after {@link #START_MILLIS}; where a test names no identity, one made of type and time. */
final class Events {
    static final String CONVERSATION = "conversation-1";
    static final byte[] ID = CONVERSATION.getBytes(UTF_8);
    /** 2025-10-01T10:00:00Z. */
    static final long START_MILLIS = 1_759_312_800_000L;

    private Events() {}

    static long at(double seconds) {
        return START_MILLIS + Math.round(seconds * 1_000);
    }

    static LivechatEvent opened(double seconds, String department) {
        return opened("opened-" + seconds, seconds, department);
    }

    static LivechatEvent opened(String identity, double seconds, String department) {
        return new Opened(CONVERSATION, at(seconds), identity, department);
    }

    static LivechatEvent assigned(double seconds) {
        return new Assigned(CONVERSATION, at(seconds), "assigned-" + seconds, "agent-1");
    }

    static LivechatEvent transferred(double seconds, String department, String agent) {
        return transferred("transferred-" + seconds, seconds, department, agent);
    }

    static LivechatEvent transferred(String identity, double seconds, String department, String agent) {
        return new Transferred(CONVERSATION, at(seconds), identity, department, agent);
    }

    static LivechatEvent queued(double seconds, String department) {
        return new Queued(CONVERSATION, at(seconds), "queued-" + seconds, department);
    }

    static LivechatEvent closed(double seconds) {
        return new Closed(CONVERSATION, at(seconds), "closed-" + seconds, ClosedBy.AGENT);
    }

    static LivechatEvent reopened(double seconds) {
        return new Reopened(CONVERSATION, at(seconds), "reopened-" + seconds);
    }

    static LivechatEvent deleted(String identity) {
        return new Deleted(CONVERSATION, at(0), identity);
    }

    static LivechatEvent visitor(double seconds) {
        return sent("visitor-" + seconds, seconds, Sender.VISITOR);
    }

    static LivechatEvent agent(double seconds) {
        return sent("agent-" + seconds, seconds, Sender.AGENT);
    }

    static LivechatEvent sent(String messageId, double seconds, Sender sender) {
        return new MessageSent(CONVERSATION, at(seconds), messageId, sender, null);
    }

    static LivechatEvent messageDeleted(String identity, double seconds, String messageId) {
        return new MessageDeleted(CONVERSATION, at(seconds), identity, messageId);
    }

    static LivechatEvent messageEdited(String identity, double seconds, String messageId) {
        return new MessageEdited(CONVERSATION, at(seconds), identity, messageId);
    }

    /** The worked example of the contract, without departments but for the transfer to {@code d2}. */
    static List<LivechatEvent> workedExample() {
        return List.of(
                opened(0, ""),
                visitor(1),
                visitor(30),
                assigned(60),
                agent(81),
                agent(100),
                visitor(120),
                visitor(140),
                agent(170),
                transferred(300, "d2", "agent-2"),
                visitor(330),
                agent(360),
                closed(600));
    }

    /**
     * So many different events but no deletion of the conversation, in the order of their coming: rarely that of their
     * times, which are multiples of 10 ms with many ties. Identities are short, shared between types, and now and then
     * begin like the conversation's.
     */
    static List<LivechatEvent> random(Random random, int count) {
        List<LivechatEvent> events = new ArrayList<>();
        Set<String> identities = new HashSet<>();
        double hours = 1 + random.nextInt(8);
        int disorder = random.nextInt(3);
        while (events.size() < count) {
            double seconds = disorder == 0
                    ? hours * 3_600 * events.size() / count
                    : disorder == 1
                            ? Math.max(0, 60 * events.size() - random.nextInt(200))
                            : random.nextInt((int) (hours * 360)) * 10;
            if (random.nextInt(4) == 0) {
                seconds += random.nextInt(100) / 100.0;
            }
            seconds = Math.round(seconds * 100) / 100.0;
            LivechatEvent event = random(random, seconds, randomId(random, count), randomId(random, count));
            if (identities.add(event.type() + " " + event.identity())) {
                events.add(event);
            }
        }
        return events;
    }

    private static LivechatEvent random(Random random, double seconds, String identity, String messageId) {
        String department = "d" + random.nextInt(3);
        String change = random.nextInt(3) == 0 ? null : random.nextInt(3) == 0 ? "" : department;
        String agent = random.nextBoolean() ? null : "agent";
        return switch (random.nextInt(24)) {
            case 0 -> opened(identity, Math.floor(seconds / 4) + 60, random.nextInt(4) == 0 ? "" : department);
            case 1, 2 -> new Assigned(CONVERSATION, at(seconds), identity, "agent");
            case 3, 4 -> transferred(identity, seconds, change, agent);
            case 5, 6 -> new Queued(CONVERSATION, at(seconds), identity, change);
            case 7 -> new Closed(CONVERSATION, at(seconds), identity, null);
            case 8 -> new Reopened(CONVERSATION, at(seconds), identity);
            case 9 -> messageEdited(identity, seconds, messageId);
            case 10, 11, 12 -> messageDeleted(identity, seconds, messageId);
            case 13 -> sent(identity, seconds, Sender.SYSTEM);
            case 14, 15 -> sent(identity, seconds, Sender.BOT);
            case 16, 17, 18, 19 -> sent(identity, seconds, Sender.AGENT);
            default -> sent(identity, seconds, Sender.VISITOR);
        };
    }

    private static String randomId(Random random, int count) {
        String number = Integer.toString(random.nextInt(2 * count + 8), 36);
        return switch (random.nextInt(4)) {
            case 0 -> CONVERSATION.substring(0, 1 + random.nextInt(CONVERSATION.length())) + number;
            case 1 -> "é😀\uFF5E".substring(0, random.nextBoolean() ? 1 : 3) + number;
            default -> "m" + number;
        };
    }
}
