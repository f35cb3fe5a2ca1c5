package dev.livechatmetrics.cli.send;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Whether bytes are well-formed UTF-8, decoded piece by piece and thrown away. Jackson alone does not tell: it reads
 * over strings that nobody asks for without looking at every byte. Not for use by several threads.
 */
final class Utf8Check {
    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    private final CharBuffer discarded = CharBuffer.allocate(4096);

    boolean isUtf8(byte[] bytes, int offset, int length) {
        ByteBuffer input = ByteBuffer.wrap(bytes, offset, length);
        decoder.reset();
        CoderResult result;
        do {
            discarded.clear();
            result = decoder.decode(input, discarded, true);
        } while (result.isOverflow());
        return !result.isError();
    }
}
