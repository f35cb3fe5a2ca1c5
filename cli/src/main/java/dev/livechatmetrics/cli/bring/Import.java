package dev.livechatmetrics.cli.bring;

import dev.livechatmetrics.cli.send.Envelope;
import dev.livechatmetrics.cli.send.EventFile;
import dev.livechatmetrics.cli.send.EventSender;
import dev.livechatmetrics.cli.send.EventTopic;
import dev.livechatmetrics.cli.send.LineReader;
import dev.livechatmetrics.cli.send.Position;
import dev.livechatmetrics.schemas.event.EventEncoder;
import dev.livechatmetrics.schemas.event.EventType;
import dev.livechatmetrics.schemas.event.Ids;
import dev.livechatmetrics.schemas.event.LivechatEvent;
import dev.livechatmetrics.schemas.rocketchat.Mapped;
import dev.livechatmetrics.schemas.rocketchat.RocketChat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.List;

/**
 * First all rooms, then all messages of those that are livechats, each file once from its beginning to its end. It keeps
 * nothing between lines but which rooms are livechats, in a file.
 */
final class Import {
    private final RoomIndex rooms;
    private final Rejects rejects;
    private final InputStream standardInput;
    private final ImportCounts counts = new ImportCounts();
    private ImportProgress progress;
    private EventSender sender;

    Import(RoomIndex rooms, Rejects rejects, InputStream standardInput) {
        this.rooms = rooms;
        this.rejects = rejects;
        this.standardInput = standardInput;
    }

    /** What a line of one of the collections becomes; false where the sender takes no more. */
    @FunctionalInterface
    private interface Collection {
        boolean take(LineReader line, Position position) throws IOException;
    }

    void run(List<String> roomFiles, List<String> messageFiles, EventSender to, ImportProgress shown) {
        sender = to;
        progress = shown;
        if (readAll(roomFiles, this::room)) {
            boolean unused = readAll(messageFiles, this::message);
        }
    }

    ImportCounts counts() {
        return counts;
    }

    /** False where it ended early: a file could not be read, or the sender takes no more. */
    private boolean readAll(List<String> names, Collection collection) {
        for (String name : names) {
            String label = EventFile.label(name);
            try (EventFile file = EventFile.open(name, standardInput)) {
                if (!read(file, label, collection)) {
                    return false;
                }
            } catch (NoSuchFileException e) {
                sender.reject(label, "there is no such file");
                return false;
            } catch (IOException e) {
                sender.reject(label, "cannot be read to its end: " + e);
                return false;
            }
        }
        return true;
    }

    private boolean read(EventFile file, String label, Collection collection) throws IOException {
        LineReader lines = file.lines();
        progress.begin(label);
        while (lines.next()) {
            progress.line(file.bytesRead());
            if (lines.blank()) {
                continue;
            }
            if (lines.tooLong()) {
                rejects.add(label, lines.number(), "is longer than " + LineReader.MAX_LINE_BYTES + " bytes");
            } else if (!collection.take(lines, new Position(label, lines.number()))) {
                return false;
            }
        }
        progress.end(file.bytesRead());
        return true;
    }

    private boolean room(LineReader line, Position position) throws IOException {
        Mapped mapped = RocketChat.room(line.buffer(), line.offset(), line.length());
        if (!(mapped instanceof Mapped.Events room)) {
            return leftOut(mapped, position);
        }
        byte[] id = Ids.utf8(room.conversationId());
        rooms.add(id);
        counts.livechat();
        return send(room, id, position);
    }

    private boolean message(LineReader line, Position position) throws IOException {
        Mapped mapped = RocketChat.message(line.buffer(), line.offset(), line.length());
        if (!(mapped instanceof Mapped.Events message)) {
            return leftOut(mapped, position);
        }
        byte[] room = Ids.utf8(message.conversationId());
        if (!rooms.contains(room)) {
            counts.messageOfAnotherRoom();
            return true;
        }
        counts.message();
        return send(message, room, position);
    }

    private boolean leftOut(Mapped mapped, Position position) throws IOException {
        if (mapped instanceof Mapped.Refused refused) {
            rejects.add(position.source(), position.line(), refused.reason());
        } else if (mapped instanceof Mapped.Nothing nothing) {
            counts.nothing(nothing.why());
        }
        return true;
    }

    private boolean send(Mapped.Events mapped, byte[] key, Position position) {
        for (LivechatEvent event : mapped.events()) {
            boolean ofMessage = event.type().compareTo(EventType.MESSAGE_SENT) >= 0;
            EventTopic topic = ofMessage ? EventTopic.MESSAGES : EventTopic.CONVERSATIONS;
            if (!sender.send(new Envelope(topic, key, EventEncoder.encode(event)), position)) {
                return false;
            }
        }
        return true;
    }
}
