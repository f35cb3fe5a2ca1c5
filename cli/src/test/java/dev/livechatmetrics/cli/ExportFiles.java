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
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/**
 * Exports of a workspace's two collections: rooms plain, messages zipped, each conversation in one of mongoexport's forms.
 * The histories of the conversations are kept, for a recompute.
 */
record ExportFiles(Path rooms, Path messages, List<RocketChatHistory> histories, long messageCount) {

    /** At least so many messages. */
    static ExportFiles write(Path folder, long seed, RocketChatTraits traits, long messages) throws IOException {
        Path roomFile = folder.resolve("rooms.json");
        Path messageFile = folder.resolve("messages.json.gz");
        List<RocketChatHistory> histories = new ArrayList<>();
        long count = 0;
        try (Writer rooms = Files.newBufferedWriter(roomFile);
                Writer zipped = new BufferedWriter(
                        new OutputStreamWriter(new GZIPOutputStream(Files.newOutputStream(messageFile)), UTF_8))) {
            for (int i = 0; count < messages; i++) {
                RocketChatHistory history = RocketChatHistory.conversation(seed, i, traits);
                MongoJson form = MongoJson.EXPORTS.get(i % MongoJson.EXPORTS.size());
                for (Object room : history.rooms()) {
                    rooms.write(form.write(room) + "\n");
                }
                for (Object message : history.messages()) {
                    zipped.write(form.write(message) + "\n");
                }
                count += history.messages().size();
                histories.add(history);
            }
        }
        return new ExportFiles(roomFile, messageFile, histories, count);
    }

    String[] arguments(Path rejects) {
        return new String[] {
            "import", "--rooms", rooms.toString(), "--messages", messages.toString(), "--rejects", rejects.toString()
        };
    }
}
