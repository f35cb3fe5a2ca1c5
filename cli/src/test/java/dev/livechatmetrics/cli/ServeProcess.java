package dev.livechatmetrics.cli;

import java.io.IOException;
import java.util.Map;
import javax.net.ssl.SSLContext;

/** {@code serve} in a process of its own. */
record ServeProcess(CommandProcess process) implements AutoCloseable {
    static ServeProcess start(Map<String, String> environment) throws IOException {
        return new ServeProcess(CommandProcess.start(environment, "serve"));
    }

    /** Where its API is, as soon as it says so. */
    Api api() {
        return new Api(process.lineAfter("API: "));
    }

    /** The same, where its certificate is to be believed. */
    Api api(SSLContext trust) {
        return new Api(process.lineAfter("API: "), trust);
    }

    /** Where its Kafka is, as soon as it says so. */
    String bootstrapServers() {
        return process.lineAfter("Kafka: ").split(" ", 2)[0];
    }

    @Override
    public void close() {
        process.close();
    }
}
