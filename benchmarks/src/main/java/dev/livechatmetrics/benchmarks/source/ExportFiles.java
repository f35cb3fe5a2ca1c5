package dev.livechatmetrics.benchmarks.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.livechatmetrics.schemas.event.EventEncoder;
import dev.livechatmetrics.schemas.event.EventType;
import dev.livechatmetrics.schemas.event.LivechatEvent;
import dev.livechatmetrics.schemas.rocketchat.Mapped;
import dev.livechatmetrics.schemas.rocketchat.RocketChat;
import dev.livechatmetrics.testkit.MongoJson;
import dev.livechatmetrics.testkit.RocketChatHistory;
import dev.livechatmetrics.testkit.RocketChatTraits;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/**
 * Exports of a workspace's two collections, and the events that they make as {@code send} reads them, all zipped.
 *
 * @param documents lines of rooms and messages, those that make no event among them
 */
record ExportFiles(Path rooms, Path messages, Path events, long documents, long eventCount) {
    private static final MongoJson FORM = MongoJson.RELAXED;

    /** At least so many messages. */
    static ExportFiles write(Path folder, long seed, long messages) throws IOException {
        Path roomFile = folder.resolve("rooms.json.gz");
        Path messageFile = folder.resolve("messages.json.gz");
        Path eventFile = folder.resolve("events.jsonl.gz");
        long[] events = {0};
        long rooms = 0;
        long count = 0;
        try (Writer ofRooms = zipped(roomFile);
                Writer ofMessages = zipped(messageFile);
                Writer ofEvents = zipped(eventFile)) {
            for (int number = 0; count < messages; number++) {
                RocketChatHistory history = RocketChatHistory.conversation(seed, number, RocketChatTraits.ALL);
                boolean livechat = false;
                for (Map<String, Object> room : history.rooms()) {
                    String json = FORM.write(room);
                    ofRooms.write(json + "\n");
                    byte[] bytes = json.getBytes(UTF_8);
                    livechat |= write(RocketChat.room(bytes, 0, bytes.length), ofEvents, events);
                }
                for (Map<String, Object> message : history.messages()) {
                    String json = FORM.write(message);
                    ofMessages.write(json + "\n");
                    byte[] bytes = json.getBytes(UTF_8);
                    if (livechat) {
                        write(RocketChat.message(bytes, 0, bytes.length), ofEvents, events);
                    }
                }
                rooms += history.rooms().size();
                count += history.messages().size();
            }
        }
        return new ExportFiles(roomFile, messageFile, eventFile, rooms + count, events[0]);
    }

    /** Whether there were any. */
    private static boolean write(Mapped mapped, Writer to, long[] count) throws IOException {
        if (!(mapped instanceof Mapped.Events made)) {
            return false;
        }
        for (LivechatEvent event : made.events()) {
            boolean ofMessage = event.type().compareTo(EventType.MESSAGE_SENT) >= 0;
            to.write("{\"topic\":\"" + (ofMessage ? "messages" : "conversations") + "\",\"key\":\""
                    + made.conversationId() + "\",\"value\":" + new String(EventEncoder.encode(event), UTF_8) + "}\n");
            count[0]++;
        }
        return true;
    }

    private static Writer zipped(Path file) throws IOException {
        return new BufferedWriter(new OutputStreamWriter(new GZIPOutputStream(Files.newOutputStream(file)), UTF_8));
    }
}
