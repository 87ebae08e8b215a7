/**
 * The wiring: the command line, and the service put together from its rooms. The only place where
 * adapters are named.
 */
@NullMarked
package io.cachewarmer;

import org.jspecify.annotations.NullMarked;
