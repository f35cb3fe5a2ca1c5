package dev.livechatmetrics.cli.broker;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.server.ServerSocketFactory;

/**
 * The two sockets of the broker, bound before Kafka starts: so a port in use is found before anything is written, and a
 * free port, once found, is not lost to another process.
 */
final class LoopbackSockets implements ServerSocketFactory, AutoCloseable {
    static final String ADDRESS = "127.0.0.1";
    static final String BROKER = "BROKER";
    static final String CONTROLLER = "CONTROLLER";

    private static final byte[] IPV4 = {127, 0, 0, 1};

    private final Map<String, ServerSocketChannel> channels = new ConcurrentHashMap<>();

    private LoopbackSockets() {}

    /** {@code brokerPort} 0 = any free one; the controller, whom nobody else asks, gets any free one always. */
    static LoopbackSockets bind(int brokerPort) throws BrokerStartException {
        LoopbackSockets sockets = new LoopbackSockets();
        try {
            sockets.bind(BROKER, brokerPort);
            sockets.bind(CONTROLLER, 0);
            return sockets;
        } catch (BindException inUse) {
            sockets.close();
            throw new BrokerStartException(
                    "The port " + ADDRESS + ":" + brokerPort + " is in use (" + inUse.getMessage()
                            + "): stop what listens there, or set BROKER_PORT to another port, 0 for any free one.",
                    inUse);
        } catch (IOException failed) {
            sockets.close();
            throw new BrokerStartException("The broker cannot listen on " + ADDRESS + ": " + failed, failed);
        }
    }

    private void bind(String listener, int port) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open();
        channels.put(listener, channel);
        channel.bind(new InetSocketAddress(InetAddress.getByAddress(IPV4), port));
    }

    InetSocketAddress address(String listener) {
        return (InetSocketAddress) channels.get(listener).socket().getLocalSocketAddress();
    }

    /** How Kafka asks for the sockets, by the names of the listeners; it closes them when it stops. */
    @Override
    public ServerSocketChannel openServerSocket(
            String listener, InetSocketAddress address, int backlogSize, int receiveBufferBytes) throws IOException {
        ServerSocketChannel channel = channels.get(listener);
        channel.configureBlocking(false);
        return channel;
    }

    @Override
    public void close() {
        for (ServerSocketChannel channel : channels.values()) {
            try {
                channel.close();
            } catch (IOException ignored) {
                // the process is about to report a better reason, or to end
            }
        }
    }
}
