/** Who may ask; depends on Jackson to read the file of users. */
package dev.livechatmetrics.query.access;
