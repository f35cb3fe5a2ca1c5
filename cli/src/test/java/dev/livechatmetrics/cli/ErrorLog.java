package dev.livechatmetrics.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** The errors that this JVM logs while it is open, but for those of the broker that runs in it. */
final class ErrorLog extends AppenderBase<ILoggingEvent> implements AutoCloseable {
    private static final String BROKER = "kafka.";

    private final List<String> errors = new CopyOnWriteArrayList<>();

    static ErrorLog open() {
        ErrorLog log = new ErrorLog();
        log.start();
        root().addAppender(log);
        return log;
    }

    List<String> errors() {
        return List.copyOf(errors);
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (event.getLevel().isGreaterOrEqual(Level.ERROR)
                && !event.getLoggerName().startsWith(BROKER)) {
            errors.add(event.getLoggerName() + ": " + event.getFormattedMessage());
        }
    }

    @Override
    public void close() {
        root().detachAppender(this);
        stop();
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }
}
