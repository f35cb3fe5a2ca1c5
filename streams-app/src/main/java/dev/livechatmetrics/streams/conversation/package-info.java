/** The metrics of one conversation as a fold over the set of its events; pure: no Kafka, no clock, no input or output. */
package dev.livechatmetrics.streams.conversation;
