package io.cachewarmer.origin.catalog;

import io.cachewarmer.grocery.Catalogue;
import io.cachewarmer.grocery.GroceryItem;
import io.cachewarmer.origin.Origin;
import io.cachewarmer.origin.OriginFailure;
import io.cachewarmer.origin.OriginFailure.Kind;
import io.cachewarmer.prompt.CanonicalJson;
import io.cachewarmer.prompt.PromptKey;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.Map;

/** Answers from a catalogue in memory, at once. */
public final class CatalogOrigin implements Origin {

  private final Catalogue catalogue;

  public CatalogOrigin(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  @Override
  public Future<Buffer> load(String key) {
    // An answer of a model is no article, even in a catalogue that has such an id.
    return catalogue
        .find(key)
        .filter(item -> !key.startsWith(PromptKey.PREFIX))
        .map(item -> Future.succeededFuture(Buffer.buffer(json(item))))
        .orElseGet(() -> Future.failedFuture(
            new OriginFailure(Kind.UNKNOWN_ITEM, "the catalogue has no such item")));
  }

  @Override
  public Future<Void> ping() {
    return Future.succeededFuture();
  }

  private static String json(GroceryItem item) {
    return CanonicalJson.of(Map.of(
        "id", item.id(),
        "name", item.name(),
        "category", item.category(),
        "unit", item.unit(),
        "typicalPrice", item.typicalPrice(),
        "currency", item.currency(),
        "priceKind", "typical",
        "related", item.related()));
  }
}
