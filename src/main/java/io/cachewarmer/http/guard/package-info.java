/**
 * Who may come in: bearer tokens with scopes, and the two checks that keep a browser from being used
 * against a service on loopback (foreign Origin, DNS rebinding). Denies by default; tokens are known
 * only by their SHA-256.
 */
@NullMarked
package io.cachewarmer.http.guard;

import org.jspecify.annotations.NullMarked;
