package io.cachewarmer.grocery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.HashSet;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class CatalogueTest {

  private static final String HEAD =
      "id,name,category,unit,typical_price,currency,meals,common_rank,related";

  private static Catalogue builtIn() throws IOException {
    return Catalogue.parse(Files.readAllLines(Path.of("conf", "catalogue.csv")));
  }

  @Test
  void theBuiltInCatalogueHasAHundredCommonArticlesInManyCategories() throws IOException {
    var catalogue = builtIn();
    assertEquals(100, catalogue.size());
    assertEquals(100, catalogue.common(1_000).size());
    assertTrue(catalogue.categories().size() >= 12);
    for (int i = 0; i < 100; i++) {
      assertEquals(i + 1, catalogue.common(100).get(i).commonRank());
    }
    for (var meal : Meal.values()) {
      assertTrue(catalogue.meal(meal).size() >= 10, meal.label());
    }
  }

  @Test
  void milkIsDairyAndItsRelationsExist() throws IOException {
    var catalogue = builtIn();
    var milk = catalogue.find("grocery:milk").orElseThrow();
    assertEquals("dairy", milk.category());
    assertTrue(milk.related().containsAll(List.of("grocery:eggs", "grocery:cheese")));
    assertTrue(catalogue.category("dairy").contains(milk));
  }

  @Test
  void categoriesAndRelationsNameOnlyArticlesThatExist() throws IOException {
    var catalogue = builtIn();
    var seen = new HashSet<String>();
    for (String category : catalogue.categories()) {
      for (var item : catalogue.category(category)) {
        assertTrue(seen.add(item.id()));
        assertEquals(item, catalogue.find(item.id()).orElseThrow());
        item.related().forEach(id -> assertTrue(catalogue.find(id).isPresent(), id));
        assertTrue(item.typicalPrice().signum() > 0 && !item.unit().isEmpty());
      }
    }
    assertEquals(catalogue.size(), seen.size());
    assertEquals(List.of(), catalogue.category("no such category"));
  }

  @Test
  void everyWrongLineIsToldByItsNumber() {
    var lines = List.of(
        HEAD,
        "a,A,dairy,1,1.00,USD,brunch,,",
        "b,B,dairy,1,cheap,USD,,,",
        "c,C,Dairy,1,1.00,USD,,,",
        "d,D,dairy,1,1.00,USD,,1,z",
        "d,D,dairy,1,1.00,USD,,2,",
        "e,\"E,dairy,1,1.00,USD,,,",
        "f,F,dairy");
    var refusal = assertThrows(IllegalArgumentException.class, () -> Catalogue.parse(lines));
    for (String expected : List.of(
        "line 2: meal 'brunch'",
        "line 3: typical_price",
        "line 4: category 'Dairy'",
        "line 5: related 'z'",
        "line 6: id 'd' is already in line 5",
        "line 7: a quote is opened",
        "line 8: has 3 fields")) {
      assertTrue(refusal.getMessage().contains(expected), expected + " in " + refusal.getMessage());
    }
    assertThrows(IllegalArgumentException.class, () -> Catalogue.parse(List.of()));
    assertThrows(IllegalArgumentException.class, () -> Catalogue.parse(List.of("id,name")));
  }

  @Property
  void quotedFieldsReadBack(@ForAll @Size(min = 1, max = 6) List<String> fields) {
    var line = fields.stream()
        .map(f -> '"' + f.replace("\"", "\"\"") + '"')
        .collect(java.util.stream.Collectors.joining(","));
    assertEquals(fields, CsvLine.split(line));
  }

  @Example
  void anEmptyLastFieldIsAField() {
    assertEquals(List.of("a", "", "b", ""), CsvLine.split("a,,b,"));
    assertEquals(List.of("a", ""), CsvLine.split("\"a\",\"\""));
  }

  @Test
  void aMealBeginsOnItsFirstHourAndIsOverOnItsLast() {
    assertTrue(Meal.BREAKFAST.isOn(LocalDateTime.parse("2026-11-25T06:00")));
    assertTrue(Meal.BREAKFAST.isOn(LocalDateTime.parse("2026-11-25T09:59")));
    assertTrue(!Meal.BREAKFAST.isOn(LocalDateTime.parse("2026-11-25T10:00")));
    assertTrue(!Meal.LUNCH.isOn(LocalDateTime.parse("2026-11-25T10:59")));
    assertTrue(Meal.LUNCH.isOn(LocalDateTime.parse("2026-11-25T13:59")));
    assertTrue(Meal.DINNER.isOn(LocalDateTime.parse("2026-11-25T16:00")));
    assertTrue(!Meal.DINNER.isOn(LocalDateTime.parse("2026-11-25T19:00")));
    assertTrue(Meal.BULK.isOn(LocalDateTime.parse("2026-11-28T00:00")));
    assertTrue(Meal.BULK.isOn(LocalDateTime.parse("2026-11-29T23:59")));
    assertTrue(!Meal.BULK.isOn(LocalDateTime.parse("2026-11-27T18:00")));
  }
}
