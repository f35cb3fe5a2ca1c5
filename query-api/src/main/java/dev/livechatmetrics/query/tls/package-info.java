/** Certificates and keys from PEM files; depends on the JDK alone. */
package dev.livechatmetrics.query.tls;
