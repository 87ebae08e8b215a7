package io.cachewarmer.prompt.phrase;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Locale;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.NotEmpty;

class NormaliserPropertyTest {

  private final Normaliser normaliser = new Normaliser();

  @Property
  void twiceIsOnce(@ForAll String text) {
    String once = normaliser.apply(text);
    assertEquals(once, normaliser.apply(once));
  }

  @Property
  void spaceCaseAndFinalMarksAreNoDifference(
      @ForAll @AlphaChars @NotEmpty String a, @ForAll @AlphaChars @NotEmpty String b) {
    String plain = normaliser.apply(a + " " + b);
    assertEquals(plain, normaliser.apply("  " + a + " \t " + b + " "));
    assertEquals(plain, normaliser.apply((a + " " + b).toUpperCase(Locale.ROOT) + "."));
    assertEquals(plain, normaliser.apply(a + " " + b + " ?"));
    assertNotEquals(plain, normaliser.apply(a + b));
  }

  @Example
  void unicodeIsComposed() {
    assertEquals(normaliser.apply("Caf\u00e9"), normaliser.apply("CAFE\u0301"));
  }

  @Example
  void whatMeansSomethingStays() {
    assertNotEquals(normaliser.apply("1.5 kg"), normaliser.apply("15 kg"));
    assertNotEquals(normaliser.apply("a, b"), normaliser.apply("a b"));
    assertNotEquals(normaliser.apply("-5"), normaliser.apply("5"));
    assertNotEquals(normaliser.apply("牛奶"), normaliser.apply("鸡蛋"));
    assertEquals("?", normaliser.apply("?"));
    assertEquals("print(\"A\")", normaliser.apply("print(\"A\")"));
    assertEquals("If A:\n  B", normaliser.apply("If A:\n  B"));
  }
}
