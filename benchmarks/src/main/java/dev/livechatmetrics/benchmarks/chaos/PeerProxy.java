package dev.livechatmetrics.benchmarks.chaos;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The address under which peers know an instance: what comes there is passed on to it, unless the line is cut. */
final class PeerProxy implements Closeable {
    private static final int BUFFER = 16 * 1024;

    /** What becomes of what a peer sends. */
    enum Line {
        OPEN,
        /** Connections are closed as soon as they are made. */
        REFUSED,
        /** Connections are made, and nothing comes through them: as behind a firewall that drops. */
        SILENT
    }

    private final ServerSocket listening;
    private final int target;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile Line line = Line.OPEN;

    private PeerProxy(ServerSocket listening, int target) {
        this.listening = listening;
        this.target = target;
    }

    static PeerProxy start(int port, int target) throws IOException {
        PeerProxy proxy = new PeerProxy(new ServerSocket(port, 64, InetAddress.getLoopbackAddress()), target);
        proxy.thread("accept", proxy::accept);
        return proxy;
    }

    /** All connections that there are end with it: none shows what it swallowed. */
    void set(Line now) {
        line = now;
        sockets.forEach(PeerProxy::close);
        sockets.clear();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket peer = listening.accept();
                if (line == Line.REFUSED) {
                    close(peer);
                } else {
                    sockets.add(peer);
                    thread("peer", () -> connect(peer));
                }
            } catch (IOException closed) {
                // The loop sees whether it was this socket or that of a peer.
            }
        }
    }

    private void connect(Socket peer) {
        try {
            Socket instance = new Socket(InetAddress.getLoopbackAddress(), target);
            sockets.add(instance);
            peer.setTcpNoDelay(true);
            instance.setTcpNoDelay(true);
            thread("answer", () -> pump(instance, peer));
            pump(peer, instance);
        } catch (IOException notThere) {
            close(peer);
        }
    }

    private void pump(Socket from, Socket to) {
        byte[] buffer = new byte[BUFFER];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (line == Line.OPEN) {
                    out.write(buffer, 0, read);
                }
            }
        } catch (IOException ended) {
            // Both are closed below.
        }
        close(from);
        close(to);
        sockets.remove(from);
        sockets.remove(to);
    }

    private void thread(String what, Runnable work) {
        Thread thread = new Thread(work, "proxy-" + target + "-" + what);
        thread.setDaemon(true);
        thread.start();
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException alreadyGone) {
            // It is closed.
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        set(Line.REFUSED);
    }
}
