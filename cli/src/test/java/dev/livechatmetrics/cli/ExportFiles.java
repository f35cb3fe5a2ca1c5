package dev.livechatmetrics.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.livechatmetrics.testkit.MongoJson;
import dev.livechatmetrics.testkit.RocketChatHistory;
import dev.livechatmetrics.testkit.RocketChatTraits;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/**
 * Exports of a workspace's two collections: rooms plain, messages zipped, each conversation in one of mongoexport's forms.
 * The histories are drawn anew for a recompute: a million messages are too many to keep.
 */
record ExportFiles(
        Path rooms, Path messages, long messageCount, long seed, RocketChatTraits traits, int conversations) {

    /** At least so many messages. */
    static ExportFiles write(Path folder, long seed, RocketChatTraits traits, long messages) throws IOException {
        Path roomFile = folder.resolve("rooms.json");
        Path messageFile = folder.resolve("messages.json.gz");
        long count = 0;
        int conversations = 0;
        try (Writer rooms = Files.newBufferedWriter(roomFile);
                Writer zipped = new BufferedWriter(
                        new OutputStreamWriter(new GZIPOutputStream(Files.newOutputStream(messageFile)), UTF_8))) {
            for (; count < messages; conversations++) {
                RocketChatHistory history = RocketChatHistory.conversation(seed, conversations, traits);
                MongoJson form = MongoJson.EXPORTS.get(conversations % MongoJson.EXPORTS.size());
                for (Object room : history.rooms()) {
                    rooms.write(form.write(room) + "\n");
                }
                for (Object message : history.messages()) {
                    zipped.write(form.write(message) + "\n");
                }
                count += history.messages().size();
            }
        }
        return new ExportFiles(roomFile, messageFile, count, seed, traits, conversations);
    }

    Stream<RocketChatHistory> histories() {
        return IntStream.range(0, conversations).mapToObj(i -> RocketChatHistory.conversation(seed, i, traits));
    }

    String[] arguments(Path rejects) {
        return new String[] {
            "import", "--rooms", rooms.toString(), "--messages", messages.toString(), "--rejects", rejects.toString()
        };
    }
}
