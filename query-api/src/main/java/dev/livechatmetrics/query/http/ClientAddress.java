package dev.livechatmetrics.query.http;

import io.javalin.http.Context;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/**
 * From where a request comes. Proxies add the address that they see at the end of {@code X-Forwarded-For}; whoever asks may
 * have written anything before that, so exactly as many entries are believed as there are proxies.
 *
 * @param proxies in front of the server; 0 = it is reached directly, and the header says nothing
 */
public record ClientAddress(int proxies) {
    public static final ClientAddress DIRECT = new ClientAddress(0);

    private static final int LONGEST = 64;

    /** Made of what addresses are made of: it is written into a log. */
    String of(Context context) {
        if (proxies == 0) {
            return context.req().getRemoteAddr();
        }
        List<String> forwarded = Collections.list(context.req().getHeaders("X-Forwarded-For")).stream()
                .flatMap(header -> Stream.of(header.split(",", -1)))
                .map(String::strip)
                .toList();
        if (forwarded.size() < proxies) {
            return context.req().getRemoteAddr();
        }
        String address = forwarded.get(forwarded.size() - proxies);
        return address.matches("[0-9A-Za-z.:%\\[\\]_-]{1," + LONGEST + "}") ? address : "unreadable";
    }
}
