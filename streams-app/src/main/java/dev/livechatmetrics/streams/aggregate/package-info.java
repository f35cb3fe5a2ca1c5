/** What buckets of time add up to, and which buckets a day of a zone has; pure: no Kafka, no clock. */
package dev.livechatmetrics.streams.aggregate;
