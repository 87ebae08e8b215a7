package io.cachewarmer.replay.policy;

/** One asking for an item; what is unknown is empty. Time is UTC milliseconds. */
public record Access(String item, String category, String session, String user, long atMillis) {}
