/**
 * Ollama behind the port of model servers. In: a method and a path. Out: an open request, or a failure
 * that says that nobody is there. Keeps the pool of connections; knows nothing of caching.
 */
@NullMarked
package io.cachewarmer.origin.ollama;

import org.jspecify.annotations.NullMarked;
