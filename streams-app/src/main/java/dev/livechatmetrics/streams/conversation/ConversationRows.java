package dev.livechatmetrics.streams.conversation;

/**
 * Where a conversation's rows are kept: row {@link #HEAD}, bounded in size, which is rewritten with every change, and
 * rows 1 to n, which once written stay as they are.
 */
public interface ConversationRows {
    int HEAD = 0;

    /** The bytes of a row that was written before. */
    byte[] read(int row);

    void write(int row, byte[] bytes);

    void delete(int row);
}
