/** The events of a conversation as records, decoded from and encoded to JSON; depends on Jackson alone. */
package dev.livechatmetrics.schemas.event;
