package io.cachewarmer.grocery;

import java.util.List;

final class CatalogueFile {
  private CatalogueFile() {}

  static List<GroceryItem> read(List<String> lines) {
    throw new IllegalArgumentException("line 1: " + lines.size());
  }
}
