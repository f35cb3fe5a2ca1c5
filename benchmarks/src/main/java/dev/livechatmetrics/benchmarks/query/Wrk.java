package dev.livechatmetrics.benchmarks.query;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Debian's wrk, a process of its own: keeps some connections busy with requests to one path after the other. */
final class Wrk {
    private static final String SCRIPT = "paths.lua";
    private static final String RESULT = "RESULT ";

    private final Path script;

    private Wrk(Path script) {
        this.script = script;
    }

    static boolean isInstalled() throws InterruptedException {
        try {
            Process process = new ProcessBuilder("wrk", "-v")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(5, TimeUnit.SECONDS);
        } catch (IOException missing) {
            return false;
        }
    }

    static Wrk in(Path folder) throws IOException {
        Path script = folder.resolve(SCRIPT);
        try (InputStream lua = Wrk.class.getResourceAsStream(SCRIPT)) {
            Files.copy(lua, script);
        }
        return new Wrk(script);
    }

    /** @throws IOException also where an answer is not 200 */
    Load run(Caller service, int connections, int seconds, List<String> paths)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("wrk", "-t1", "-c" + connections, "-d" + seconds + "s"));
        Caller.HEADERS.forEach(header -> command.addAll(List.of("-H", header)));
        command.addAll(List.of("-s", script.toString(), service.url("/"), "--"));
        command.addAll(paths);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("wrk failed: " + output);
        }
        long[] result = output.lines()
                .filter(line -> line.startsWith(RESULT))
                .flatMapToLong(line -> List.of(line.substring(RESULT.length()).split(" ")).stream()
                        .mapToLong(Long::parseLong))
                .toArray();
        if (result.length != 5 || result[2] != 0) {
            throw new IOException("wrk had answers that were not 200, or none: " + output);
        }
        return new Load(result[0] * 1e6 / result[1], result[3], result[4]);
    }
}
