/** Takes what Rocket.Chat sends into the topics of events; depends on the schemas and Kafka's producer alone. */
package dev.livechatmetrics.query.source;
