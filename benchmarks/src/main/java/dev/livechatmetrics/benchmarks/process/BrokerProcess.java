package dev.livechatmetrics.benchmarks.process;

import dev.livechatmetrics.cli.broker.EmbeddedBroker;
import java.io.IOException;
import java.nio.file.Path;

/** The product's embedded broker as a process: says its address and runs until its input ends. */
public final class BrokerProcess {
    private BrokerProcess() {}

    /** {@code arguments}: the folder for its data, which whoever started it removes. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Orders orders = new Orders();
        try (EmbeddedBroker broker = EmbeddedBroker.start(Path.of(arguments[0]), 0)) {
            System.out.println(broker.bootstrapServers());
            while (orders.next() != null) {
                System.out.println(broker.bootstrapServers());
            }
        }
        System.exit(0);
    }
}
