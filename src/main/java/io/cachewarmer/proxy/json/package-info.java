/**
 * Bytes to maps and back, and streams to pieces. In: what comes over the wire. Out: JSON as the prompt room
 * takes it, with its own null. Strict: a duplicate member, a trailing word or a broken line is not JSON.
 */
@NullMarked
package io.cachewarmer.proxy.json;

import org.jspecify.annotations.NullMarked;
