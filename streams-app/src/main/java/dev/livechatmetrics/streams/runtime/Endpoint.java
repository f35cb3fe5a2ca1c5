package dev.livechatmetrics.streams.runtime;

/** Where an instance is reached: its {@code APPLICATION_SERVER}. An IPv6 host stands without brackets here. */
public record Endpoint(String host, int port) {
    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
