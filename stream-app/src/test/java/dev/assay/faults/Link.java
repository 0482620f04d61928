package dev.assay.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A network connection that can be broken: it hands on what comes to a port of its own to another. Thread-safe. */
final class Link implements AutoCloseable {

    /** What becomes of what is sent. */
    enum State {
        /** It arrives. */
        OPEN,
        /** It waits until the link is open. */
        STALLED,
        /** It is lost without a word, and so are its connections when the link is open again. */
        SILENT,
        /** Connections are reset, and new ones as soon as they are made. */
        CUT
    }

    private static final int BUFFER = 64 << 10;
    private static final int CONNECT_MILLIS = 5_000;

    private final ServerSocket server;
    private final InetSocketAddress target;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private State state = State.OPEN;

    private record Connection(Socket near, Socket far) {}

    /** @param target port on loopback */
    Link(int target) {
        this.target = new InetSocketAddress(InetAddress.getLoopbackAddress(), target);
        try {
            server = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException("no free port on loopback", e);
        }
        start(this::accept, "link to " + target);
    }

    int port() {
        return server.getLocalPort();
    }

    synchronized void set(State next) {
        if (next == State.CUT || state == State.SILENT) {
            reset();
        }
        state = next;
        notifyAll();
    }

    /** Resets every connection there is. */
    void reset() {
        connections.forEach(this::reset);
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        set(State.CUT);
    }

    private void accept() {
        while (true) {
            Socket near;
            try {
                near = server.accept();
            } catch (IOException e) {
                return; // the link was closed
            }
            Socket far = new Socket();
            Connection connection = new Connection(near, far);
            connections.add(connection);
            try {
                far.connect(target, CONNECT_MILLIS);
                start(() -> pump(connection, near, far), "link out");
                start(() -> pump(connection, far, near), "link back");
            } catch (IOException e) {
                reset(connection); // nobody is there
            }
        }
    }

    private void pump(Connection connection, Socket from, Socket to) {
        byte[] buffer = new byte[BUFFER];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                switch (stateWhenMoving()) {
                    case OPEN -> out.write(buffer, 0, read);
                    case SILENT -> {}
                    default -> {
                        return;
                    }
                }
            }
        } catch (IOException e) {
            // one end has gone, so the other must
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            reset(connection);
        }
    }

    private synchronized State stateWhenMoving() throws InterruptedException {
        while (state == State.STALLED) {
            wait();
        }
        return state;
    }

    private void reset(Connection connection) {
        connections.remove(connection);
        for (Socket socket : new Socket[] {connection.near(), connection.far()}) {
            try {
                if (!socket.isClosed()) {
                    socket.setSoLinger(true, 0); // closing resets
                }
                socket.close();
            } catch (IOException e) {
                // it has gone already
            }
        }
    }

    private static void start(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }
}
