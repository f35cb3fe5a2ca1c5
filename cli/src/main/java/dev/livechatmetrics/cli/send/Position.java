package dev.livechatmetrics.cli.send;

/** Where an event was read: the file's name, and the line's number from 1. */
public record Position(String source, long line) {
    @Override
    public String toString() {
        return source + ":" + line;
    }
}
