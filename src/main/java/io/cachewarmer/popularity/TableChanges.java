package io.cachewarmer.popularity;

import java.util.List;
import java.util.Set;

/**
 * What changed in a table since the last save.
 *
 * @param patterns changed; those no longer alive have left since and are not written
 * @param gone keys saved once whose patterns left
 */
record TableChanges(List<Pattern> patterns, Set<String> gone) {}
