package dev.livechatmetrics.query.cluster;

import dev.livechatmetrics.streams.conversation.BinaryReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads a message between instances, which may be anything: every number is held against its bounds. */
final class MessageReader {
    private static final String CUT_SHORT = "it ends too early";

    private final BinaryReader reader;

    MessageReader(byte[] bytes) {
        this.reader = new BinaryReader(bytes);
    }

    int readByte() throws MalformedMessageException {
        require(reader.hasMore(), CUT_SHORT);
        return reader.readByte();
    }

    long readSigned() throws MalformedMessageException {
        try {
            return reader.readSigned();
        } catch (ArrayIndexOutOfBoundsException end) {
            throw new MalformedMessageException(CUT_SHORT);
        }
    }

    long readUnsigned() throws MalformedMessageException {
        try {
            long value = reader.readUnsigned();
            require(value >= 0, "a number is below 0");
            return value;
        } catch (ArrayIndexOutOfBoundsException end) {
            throw new MalformedMessageException(CUT_SHORT);
        }
    }

    int readNumber(int most) throws MalformedMessageException {
        long value = readUnsigned();
        require(value <= most, "a number is too large");
        return (int) value;
    }

    byte[] readSized() throws MalformedMessageException {
        int size = readNumber(reader.remaining());
        require(size <= reader.remaining(), CUT_SHORT);
        return reader.readBytes(size);
    }

    String readText() throws MalformedMessageException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(readSized()))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            throw new MalformedMessageException("a text is not UTF-8");
        }
    }

    void end() throws MalformedMessageException {
        require(!reader.hasMore(), "there is something after its end");
    }

    static void require(boolean holds, String otherwise) throws MalformedMessageException {
        if (!holds) {
            throw new MalformedMessageException(otherwise);
        }
    }
}
