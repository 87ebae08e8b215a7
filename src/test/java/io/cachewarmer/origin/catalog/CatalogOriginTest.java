package io.cachewarmer.origin.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cachewarmer.grocery.Catalogue;
import io.cachewarmer.origin.Origin;
import io.cachewarmer.origin.OriginContract;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class CatalogOriginTest extends OriginContract {

  @Override
  protected Origin origin(Vertx vertx) {
    return new CatalogOrigin(catalogue());
  }

  @Test
  void aPriceIsMarkedAsTypical(Vertx vertx) throws Exception {
    var milk = new ObjectMapper()
        .readTree(on(vertx, () -> origin(vertx).load("grocery:milk")).getBytes());
    assertThat(milk.get("priceKind").asText()).isEqualTo("typical");
    assertThat(milk.get("typicalPrice").asDouble()).isPositive();
    assertThat(milk.get("category").asText()).isEqualTo("dairy");
  }

  @Test
  void everyCommonArticleIsThere(Vertx vertx) {
    var origin = origin(vertx);
    var common = catalogue().common(100);
    assertThat(common).hasSize(100);
    common.forEach(
        item -> assertThat(on(vertx, () -> origin.load(item.id())).length()).isPositive());
  }

  private static Catalogue catalogue() {
    try {
      return Catalogue.parse(Files.readAllLines(Path.of("conf/catalogue.csv")));
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
