/** Lists departments, and the conversations behind a figure; depends on Jackson to write them, and on the reads that it is given. */
package dev.livechatmetrics.query.listing;
