package dev.livechatmetrics.cli.send;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** One input: a file, or standard input by the name {@code -}; unzipped where its first bytes say that it is gzip. */
public final class EventFile implements Closeable {
    public static final String STANDARD_INPUT = "-";

    private final CountedInput counted;
    private final InputStream input;

    private EventFile(CountedInput counted) throws IOException {
        this.counted = counted;
        BufferedInputStream buffered = new BufferedInputStream(counted, 64 << 10);
        this.input = isGzip(buffered) ? new GZIPInputStream(new NeverIdle(buffered), 64 << 10) : buffered;
    }

    /** Opens it; {@code standardInput} is read where the name is {@link #STANDARD_INPUT}. */
    public static EventFile open(String name, InputStream standardInput) throws IOException {
        CountedInput counted =
                new CountedInput(name.equals(STANDARD_INPUT) ? standardInput : Files.newInputStream(Path.of(name)));
        try {
            return new EventFile(counted);
        } catch (IOException e) {
            counted.close();
            throw e;
        }
    }

    /** The size in bytes as it lies there, or -1 where that is not known. */
    public static long size(String name) {
        Path path = Path.of(name);
        try {
            return !name.equals(STANDARD_INPUT) && Files.isRegularFile(path) ? Files.size(path) : -1;
        } catch (IOException e) {
            return -1;
        }
    }

    /** What complaints call it. */
    public static String label(String name) {
        return name.equals(STANDARD_INPUT) ? "standard input" : name;
    }

    private static boolean isGzip(BufferedInputStream input) throws IOException {
        input.mark(2);
        boolean gzip = input.read() == 0x1f && input.read() == 0x8b;
        input.reset();
        return gzip;
    }

    /** Its lines from the beginning; asked for once. */
    public LineReader lines() {
        return new LineReader(input);
    }

    /** How many bytes of the file, still zipped, were read so far. */
    public long bytesRead() {
        return counted.bytes;
    }

    @Override
    public void close() throws IOException {
        input.close();
    }

    private static final class CountedInput extends FilterInputStream {
        private long bytes;

        CountedInput(InputStream input) {
            super(input);
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            bytes += read < 0 ? 0 : 1;
            return read;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int read = super.read(target, offset, length);
            bytes += Math.max(read, 0);
            return read;
        }

        /** Not asked of the file: its answer is made of a position, which a named pipe does not have. */
        @Override
        public int available() {
            return 0;
        }
    }

    /** GZIPInputStream takes 0 for the last of several members, and a pipe says 0 whenever its writer pauses. */
    private static final class NeverIdle extends FilterInputStream {
        NeverIdle(InputStream input) {
            super(input);
        }

        @Override
        public int available() throws IOException {
            return Math.max(super.available(), 1);
        }
    }
}
