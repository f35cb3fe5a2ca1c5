/** Routes, error bodies, health and metrics over HTTP; depends on Javalin and Micrometer. */
package dev.livechatmetrics.query.http;
