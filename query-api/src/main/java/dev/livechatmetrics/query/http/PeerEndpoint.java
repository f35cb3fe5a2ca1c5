package dev.livechatmetrics.query.http;

import dev.livechatmetrics.query.cluster.PeerDoor;
import dev.livechatmetrics.query.cluster.PeerRoute;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.io.IOException;

/** By which other instances ask for this one's partitions; for nobody else. */
final class PeerEndpoint implements Handler {
    private final PeerAnswers answers;

    PeerEndpoint(PeerAnswers answers) {
        this.answers = answers;
    }

    @Override
    public void handle(Context context) throws IOException {
        byte[] body = context.req().getInputStream().readNBytes(PeerRoute.MOST_BYTES + 1);
        if (body.length > PeerRoute.MOST_BYTES) {
            ErrorBody.TOO_LARGE.send(context);
            return;
        }
        PeerDoor.Reply reply = answers.answer(new PeerDoor.Call(
                PeerRoute.METHOD,
                PeerRoute.PATH,
                context.header(PeerRoute.TIME_HEADER),
                context.header(PeerRoute.NONCE_HEADER),
                context.header(PeerRoute.SIGNATURE_HEADER),
                body));
        if (reply instanceof PeerDoor.Reply.Signed signed) {
            context.status(signed.status())
                    .header("Cache-Control", "no-store")
                    .header(PeerRoute.SIGNATURE_HEADER, signed.signature())
                    .contentType(PeerRoute.CONTENT_TYPE)
                    .result(signed.body());
        } else if (reply instanceof PeerDoor.Reply.Starting) {
            ErrorBody.storesUnavailable("The pipeline is starting.").send(context);
        } else {
            ErrorBody.NOT_A_PEER.send(context);
        }
    }
}
