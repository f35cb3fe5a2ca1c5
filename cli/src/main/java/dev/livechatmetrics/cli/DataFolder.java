package dev.livechatmetrics.cli;

import dev.livechatmetrics.cli.settings.Mistake;
import dev.livechatmetrics.cli.settings.SettingKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The folder that DATA_DIR names, made where it is not there. */
final class DataFolder {
    private DataFolder() {}

    /** Its absolute path. */
    static Path make(Path dataDir) {
        Path folder = dataDir.toAbsolutePath().normalize();
        try {
            // Not without asking: createDirectories of JDK 17 refuses a symbolic link to a folder.
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(folder);
            }
        } catch (IOException refused) {
            throw refused(dataDir);
        }
        return folder;
    }

    /** A new folder in it. */
    static Path makeIn(Path dataDir, String prefix) {
        try {
            return Files.createTempDirectory(make(dataDir), prefix);
        } catch (IOException refused) {
            throw refused(dataDir);
        }
    }

    private static RefusedSettingsException refused(Path dataDir) {
        return new RefusedSettingsException(List.of(new Mistake(
                SettingKey.DATA_DIR.name(),
                "the path of a folder that can be made and written to",
                "\"" + dataDir + "\"")));
    }
}
