package dev.livechatmetrics.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A command that was run in this JVM to its end, and what it said. */
record Command(int status, String out, String err) {

    /** With these settings, in a file of the folder; the command takes {@code --config}. */
    static Command run(Path folder, Map<String, String> settings, String... arguments) throws IOException {
        Path config = Files.createTempFile(folder, "command-", ".properties");
        Files.writeString(
                config,
                settings.entrySet().stream()
                        .map(setting -> setting.getKey() + "=" + setting.getValue() + "\n")
                        .collect(Collectors.joining()));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        List<String> all = Stream.concat(Stream.of(arguments), Stream.of("--config", config.toString()))
                .toList();
        int status = LivechatMetrics.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all.toArray(String[]::new));
        return new Command(status, out.toString(), err.toString());
    }
}
