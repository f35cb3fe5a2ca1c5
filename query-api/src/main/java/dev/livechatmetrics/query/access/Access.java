package dev.livechatmetrics.query.access;

/** Decides who may see the charts, and of which departments. */
@FunctionalInterface
public interface Access {
    /** Rocket.Chat's permission for the Omnichannel dashboards. */
    String PERMISSION = "view-livechat-manager";

    /** Either argument may be null, as a header may be absent. */
    Decision decide(String userId, String token);
}
