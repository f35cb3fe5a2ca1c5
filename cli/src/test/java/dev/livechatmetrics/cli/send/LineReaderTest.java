package dev.livechatmetrics.cli.send;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LineReaderTest {
    private static final int MAX = 10;

    static Stream<Arguments> inputs() {
        return Stream.of(
                Arguments.of("", List.of()),
                Arguments.of("\n", List.of("1=")),
                Arguments.of("a", List.of("1=a")),
                Arguments.of("a\nb\n", List.of("1=a", "2=b")),
                Arguments.of("a\r\n\nb", List.of("1=a\r", "2=", "3=b")),
                Arguments.of("0123456789\nb", List.of("1=0123456789", "2=b")),
                Arguments.of("0123456789", List.of("1=0123456789")),
                Arguments.of("0123456789x\nb\n", List.of("1 too long", "2=b")),
                Arguments.of("0123456789xy", List.of("1 too long")),
                Arguments.of(
                        "a\n" + "x".repeat(99) + "\nb\n" + "y".repeat(35),
                        List.of("1=a", "2 too long", "3=b", "4 too long")),
                Arguments.of("ab\ncd\nef\ngh\nij\nkl\n", List.of("1=ab", "2=cd", "3=ef", "4=gh", "5=ij", "6=kl")));
    }

    @ParameterizedTest
    @MethodSource("inputs")
    void shouldCutLinesWhateverThePiecesTheyCameIn(String text, List<String> expected) throws IOException {
        for (int piece = 1; piece <= 13; piece++) {
            assertThat(read(new LineReader(pieces(text, piece), MAX)))
                    .as("pieces of %d", piece)
                    .isEqualTo(expected);
        }
    }

    @Test
    void shouldReadLinesLongerThanItsFirstBuffer() throws IOException {
        String line = "x".repeat(1_000_000);
        assertThat(read(new LineReader(pieces("a\n" + line + "\n" + line + "\nb", 10_000))))
                .containsExactly("1=a", "2=" + line, "3=" + line, "4=b");
    }

    private static List<String> read(LineReader lines) throws IOException {
        List<String> read = new ArrayList<>();
        while (lines.next()) {
            String text = new String(lines.buffer(), lines.offset(), lines.length(), StandardCharsets.UTF_8);
            read.add(lines.number() + (lines.tooLong() ? " too long" : "=" + text));
        }
        return read;
    }

    private static InputStream pieces(String text, int size) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                return super.read(target, offset, Math.min(length, size));
            }
        };
    }
}
