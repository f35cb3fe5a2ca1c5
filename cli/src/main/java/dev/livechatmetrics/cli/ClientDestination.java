package dev.livechatmetrics.cli;

import dev.livechatmetrics.cli.send.Destination;
import dev.livechatmetrics.cli.send.DestinationSource;
import dev.livechatmetrics.cli.settings.Settings;
import dev.livechatmetrics.cli.settings.SettingsReader;
import dev.livechatmetrics.cli.settings.SettingsReading;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Where clients such as {@code send} go: the Kafka of the settings, or the place where {@code serve} has its broker. */
final class ClientDestination implements DestinationSource {
    @Override
    public Destination read(Path config) {
        SettingsReading reading = SettingsReader.read(System.getenv(), Optional.ofNullable(config));
        if (reading instanceof SettingsReading.Refused refused) {
            throw new RefusedSettingsException(refused.mistakes());
        }
        Settings settings = ((SettingsReading.Accepted) reading).settings();
        return of(settings, settings.kafka().clientBootstrapServers());
    }

    static Destination of(Settings settings, String bootstrapServers) {
        Map<String, Object> properties = new HashMap<>(settings.kafka().clientProperties());
        properties.put("bootstrap.servers", bootstrapServers);
        return new Destination(
                properties,
                settings.topics().conversations(),
                settings.topics().messages(),
                settings.topics().deadLetters());
    }
}
