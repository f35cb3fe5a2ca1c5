/**
 * What the operator may set: the keys, the records that hold their values and the reader that reports every mistake at
 * once; depends on Kafka's own definitions of its configuration alone.
 */
package dev.livechatmetrics.cli.settings;
