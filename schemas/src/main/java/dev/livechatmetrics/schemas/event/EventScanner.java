package dev.livechatmetrics.schemas.event;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Reads the usual event straight from its bytes: one object in UTF-8, not too deep, whose names are plain ASCII. Whatever
 * else a record may be, sound or not, it leaves to the parser: it never refuses, and what it takes is what the parser
 * would take, in the same way.
 *
 * <p>Own code on the hottest path: it takes a quarter of the parser's time (see the micro-benchmarks). Not thread-safe.
 */
final class EventScanner {
    /** Names that are not read, remembered to find one that is repeated; objects with more go to the parser. */
    private static final int MAX_OTHER_NAMES = 64;

    private static final int MAX_DEPTH = 16;

    /** Texts are gone over eight bytes at a time. */
    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;
    private static final long QUOTES = '"' * ONES;
    private static final long BACKSLASHES = '\\' * ONES;
    private static final long SPACES = ' ' * ONES;

    private final int[] otherFrom = new int[MAX_OTHER_NAMES];
    private final int[] otherTo = new int[MAX_OTHER_NAMES];
    private int others;
    /** Where the names of the object at hand begin; those before are of the objects around it. */
    private int firstOther;

    private byte[] bytes;
    private int at;
    private boolean ascii;
    private boolean escaped;

    /** Whether the value was taken; if not, the fields hold nothing of use. */
    boolean scan(byte[] value, EventFields fields) {
        bytes = value;
        at = 0;
        others = 0;
        firstOther = 0;
        fields.clear(value);
        return skipSpace('{') && members(fields, 1) && atEnd();
    }

    /** Goes behind the brace that ends the object; {@code fields}: null where none of them is read. */
    private boolean members(EventFields fields, int depth) {
        if (skipSpace('}')) {
            return true;
        }
        do {
            if (!member(fields, depth)) {
                return false;
            }
        } while (skipSpace(','));
        return skipSpace('}');
    }

    private boolean member(EventFields fields, int depth) {
        if (!skipSpace('"')) {
            return false;
        }
        int nameFrom = at;
        if (!text() || escaped || !ascii) {
            return false;
        }
        int nameTo = at - 1;
        if (!skipSpace(':')) {
            return false;
        }
        EventFields.Field field = fields == null ? null : fields.find(bytes, nameFrom, nameTo);
        if (field == null) {
            return !isRepeated(nameFrom, nameTo) && value(depth);
        }
        return !field.isPresent() && valueOf(field, depth);
    }

    private boolean valueOf(EventFields.Field field, int depth) {
        if (skipSpace('"')) {
            int from = at;
            if (!text() || escaped) {
                return false;
            }
            field.putSlice(from, at - 1, ascii);
            return true;
        }
        if (literal("null")) {
            field.putNull();
            return true;
        }
        field.putNotText();
        return value(depth);
    }

    /** Goes over any value. */
    private boolean value(int depth) {
        if (skipSpace('"')) {
            return text();
        }
        if (skipSpace('{')) {
            return depth < MAX_DEPTH && object(depth + 1);
        }
        if (skipSpace('[')) {
            return depth < MAX_DEPTH && elements(depth + 1);
        }
        return literal("null") || literal("true") || literal("false") || number();
    }

    private boolean object(int depth) {
        int outerFirst = firstOther;
        firstOther = others;
        boolean taken = members(null, depth);
        others = firstOther;
        firstOther = outerFirst;
        return taken;
    }

    private boolean elements(int depth) {
        if (skipSpace(']')) {
            return true;
        }
        do {
            if (!value(depth)) {
                return false;
            }
        } while (skipSpace(','));
        return skipSpace(']');
    }

    /** Goes over white space and, if it follows, the byte. */
    private boolean skipSpace(char expected) {
        while (at < bytes.length) {
            byte b = bytes[at];
            if (b == expected) {
                at++;
                return true;
            }
            if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
                return false;
            }
            at++;
        }
        return false;
    }

    private boolean atEnd() {
        while (at < bytes.length) {
            byte b = bytes[at++];
            if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
                return false;
            }
        }
        return true;
    }

    /** Goes behind the quotation mark that ends the text; says whether it is plain ASCII and has escapes. */
    private boolean text() {
        byte[] in = bytes;
        ascii = true;
        escaped = false;
        int i = at;
        while (i < in.length) {
            i = plainTo(in, i);
            if (i == in.length) {
                return false;
            }
            byte b = in[i++];
            if (b == '"') {
                at = i;
                return true;
            }
            if (b >= ' ' && b != '\\') {
                continue;
            }
            if (b >= 0 && b != '\\') {
                return false;
            }
            int length = b == '\\' ? escapeLength(i) : characterLength(b, i);
            if (length < 0) {
                return false;
            }
            i += length;
        }
        return false;
    }

    /** Where plain characters end: at the end, or at a quotation mark, a backslash, a control character or no ASCII. */
    private static int plainTo(byte[] in, int from) {
        int i = from;
        while (i <= in.length - Long.BYTES) {
            long eight = (long) EIGHT_BYTES.get(in, i);
            long special = eight | zeroBytes(eight ^ QUOTES) | zeroBytes(eight ^ BACKSLASHES) | (eight - SPACES);
            special &= HIGH_BITS;
            if (special != 0) {
                // The lowest mark is right: a borrow carries on only from a byte that has a mark of its own.
                return i + Long.numberOfTrailingZeros(special) / Byte.SIZE;
            }
            i += Long.BYTES;
        }
        while (i < in.length && in[i] >= ' ' && in[i] != '"' && in[i] != '\\') {
            i++;
        }
        return i;
    }

    /** Has the high bit of the lowest byte that is zero and, as a borrow carries on, perhaps of higher ones. */
    private static long zeroBytes(long eight) {
        return (eight - ONES) & ~eight;
    }

    /** How many bytes of the escape follow the backslash, or -1 where there is none. */
    private int escapeLength(int from) {
        escaped = true;
        if (from >= bytes.length) {
            return -1;
        }
        return switch (bytes[from]) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> 1;
            case 'u' -> isHex(from + 1, from + 5) ? 5 : -1;
            default -> -1;
        };
    }

    private boolean isHex(int from, int to) {
        if (to > bytes.length) {
            return false;
        }
        for (int i = from; i < to; i++) {
            int lower = bytes[i] | 0x20;
            if (!isDigit(bytes[i]) && !(lower >= 'a' && lower <= 'f')) {
                return false;
            }
        }
        return true;
    }

    /**
     * How many bytes follow the first byte of a character that is not ASCII, or -1 where it is not well-formed. Source: The
     * Unicode Standard, table 3-7.
     */
    private int characterLength(byte first, int from) {
        ascii = false;
        int lead = first & 0xFF;
        if (lead >= 0xC2 && lead <= 0xDF) {
            return areContinuations(from, 1) ? 1 : -1;
        }
        if (lead >= 0xE0 && lead <= 0xEF) {
            int least = lead == 0xE0 ? 0xA0 : 0x80;
            int most = lead == 0xED ? 0x9F : 0xBF;
            return areContinuations(from, 2) && isBetween(from, least, most) ? 2 : -1;
        }
        if (lead >= 0xF0 && lead <= 0xF4) {
            int least = lead == 0xF0 ? 0x90 : 0x80;
            int most = lead == 0xF4 ? 0x8F : 0xBF;
            return areContinuations(from, 3) && isBetween(from, least, most) ? 3 : -1;
        }
        return -1;
    }

    private boolean areContinuations(int from, int count) {
        if (from + count > bytes.length) {
            return false;
        }
        for (int i = from; i < from + count; i++) {
            if ((bytes[i] & 0xC0) != 0x80) {
                return false;
            }
        }
        return true;
    }

    private boolean isBetween(int index, int least, int most) {
        int b = bytes[index] & 0xFF;
        return b >= least && b <= most;
    }

    private boolean literal(String literal) {
        int length = literal.length();
        if (at + length > bytes.length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (bytes[at + i] != literal.charAt(i)) {
                return false;
            }
        }
        at += length;
        return true;
    }

    /** Goes over a number of JSON; what follows it is looked at by whoever goes on. */
    private boolean number() {
        int i = at;
        if (i < bytes.length && bytes[i] == '-') {
            i++;
        }
        int whole = i;
        i = digits(i);
        if (i == whole || (bytes[whole] == '0' && i > whole + 1)) {
            return false;
        }
        if (i < bytes.length && bytes[i] == '.') {
            int fraction = i + 1;
            i = digits(fraction);
            if (i == fraction) {
                return false;
            }
        }
        if (i < bytes.length && (bytes[i] | 0x20) == 'e') {
            int exponent = i + 1;
            if (exponent < bytes.length && (bytes[exponent] == '+' || bytes[exponent] == '-')) {
                exponent++;
            }
            i = digits(exponent);
            if (i == exponent) {
                return false;
            }
        }
        at = i;
        return true;
    }

    private int digits(int from) {
        int i = from;
        while (i < bytes.length && isDigit(bytes[i])) {
            i++;
        }
        return i;
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    /** Remembers a name that is not read; true also where there are too many to tell. */
    private boolean isRepeated(int from, int to) {
        for (int i = firstOther; i < others; i++) {
            if (Arrays.equals(bytes, otherFrom[i], otherTo[i], bytes, from, to)) {
                return true;
            }
        }
        if (others == MAX_OTHER_NAMES) {
            return true;
        }
        otherFrom[others] = from;
        otherTo[others++] = to;
        return false;
    }
}
