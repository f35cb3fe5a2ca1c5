/**
 * The audit: works the charts out anew from the topics and holds an API's answers against them; shares no code with the
 * pipeline but the decoder of events.
 */
package dev.livechatmetrics.cli.audit;
