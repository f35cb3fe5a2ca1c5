/**
 * What Rocket.Chat stores and sends of its conversations, as events: documents of its two collections and its webhooks.
 * Stateless and pure, and the one place that knows Rocket.Chat's shapes; depends on {@code event} and Jackson alone.
 */
package dev.livechatmetrics.schemas.rocketchat;
