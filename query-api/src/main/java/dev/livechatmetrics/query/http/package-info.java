/** Routes, error bodies, health and metrics over HTTP; depends on Javalin, Jetty below it, and Micrometer. */
package dev.livechatmetrics.query.http;
