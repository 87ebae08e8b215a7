package io.cachewarmer.warming;

import io.cachewarmer.bus.Message.CacheNews;
import io.cachewarmer.bus.NodeMessage.Vanished;
import io.cachewarmer.bus.Topics;
import io.vertx.core.eventbus.EventBus;
import java.util.Collection;
import java.util.List;

/** Tells what came into the cache and left it, beside what warming itself reports. */
record News(EventBus bus) {

  void stored(List<CacheNews.Entry> entries) {
    if (!entries.isEmpty()) {
      Topics.CACHE_NEWS.publish(bus, new CacheNews(entries, List.of()));
    }
  }

  /** Most of what was warmed is lost. */
  void vanished() {
    Topics.VANISHED.publish(bus, new Vanished());
  }

  void gone(Collection<String> keys) {
    if (!keys.isEmpty()) {
      Topics.CACHE_NEWS.publish(bus, new CacheNews(List.of(), List.copyOf(keys)));
    }
  }
}
