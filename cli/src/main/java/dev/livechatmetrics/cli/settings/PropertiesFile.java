package dev.livechatmetrics.cli.settings;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** The properties file of {@code --config}: the same keys as in the environment, and no others, so that a typo shows. */
final class PropertiesFile {
    private static final String OPTION = "--config";

    private PropertiesFile() {}

    static Map<String, String> read(Path file, Findings findings) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException unreadable) {
            findings.mistake(Mistake.of(OPTION, "the path of a readable properties file in UTF-8", file.toString()));
        } catch (IllegalArgumentException malformed) {
            findings.mistake(Mistake.of(OPTION, "a properties file without malformed \\u escapes", file.toString()));
        }
        Map<String, String> values = new TreeMap<>();
        for (String name : properties.stringPropertyNames()) {
            values.put(name, properties.getProperty(name));
        }
        values.keySet().stream()
                .filter(name -> !isKey(name))
                .map(name -> new Mistake(OPTION, "the keys of the configuration alone", Mistake.quoted(name)))
                .forEach(findings::mistake);
        return values;
    }

    private static boolean isKey(String name) {
        return SettingKey.named(name).isPresent()
                || ValueFile.keyOf(name).isPresent()
                || PassedOnKey.of(name).isPresent();
    }
}
