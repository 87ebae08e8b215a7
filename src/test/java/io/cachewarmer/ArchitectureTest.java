package io.cachewarmer;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.vertx.core.Future;
import io.vertx.core.eventbus.EventBus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The few nevers of the house, and its floors. */
class ArchitectureTest {

  private static final String ROOT = "io.cachewarmer.";

  /**
   * Rooms by floor. Adapters live in rooms inside a port's room, and are a floor of their own; below
   * them is what two of them share: the connection to Redis.
   */
  private static final List<List<String>> FLOORS = List.of(
      List.of("access", "popularity", "forecast", "plan", "grocery", "prompt"),
      List.of("bus", "config", "clock", "cache", "origin", "archive", "ownership", "telemetry"),
      List.of("redis"),
      List.of(
          "cache.redis",
          "cache.heap",
          "cache.near",
          "origin.http",
          "origin.catalog",
          "origin.ollama",
          "archive.sqlite",
          "archive.redis",
          "ownership.hazelcast",
          "ownership.redis"),
      List.of(
          "cluster",
          "analytics",
          "foresight",
          "warming",
          "scheduling",
          "persistence",
          "monitoring"),
      List.of("http"),
      // The second door, which leans on the first one's guard and wire.
      List.of("proxy"));

  /** Rooms beside the house: they lean on the ground floor, and only the command line leans on them. */
  private static final List<String> BESIDE = List.of("replay");

  private static final JavaClasses CODE = new ClassFileImporter().importPath(codeOf(Main.class));

  @Test
  void aRoomImportsOnlyFloorsBelowItsOwn() {
    for (int floor = 1; floor < FLOORS.size(); floor++) {
      for (var room : FLOORS.get(floor)) {
        var forbidden = new ArrayList<String>();
        FLOORS.stream()
            .skip(floor)
            .flatMap(List::stream)
            .filter(other -> !other.equals(room))
            .forEach(other -> forbidden.add(in(other)));
        forbidden.add("io.cachewarmer");
        noClasses()
            .that()
            .resideInAPackage(in(room))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(forbidden.toArray(String[]::new))
            .because(room + " may lean only on what lies below it")
            .check(CODE);
      }
    }
  }

  @Test
  void aRoomBesideTheHouseLeansOnTheGroundFloorAlone() {
    var upstairs = FLOORS.stream().skip(1).flatMap(List::stream).toList();
    noClasses()
        .that()
        .resideInAnyPackage(packages(BESIDE))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(packages(upstairs))
        .orShould()
        .dependOnClassesThat()
        .resideInAnyPackage("io.cachewarmer", "io.vertx..")
        .check(CODE);
    noClasses()
        .that()
        .resideInAnyPackage(packages(FLOORS.stream().flatMap(List::stream).toList()))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(packages(BESIDE))
        .check(CODE);
  }

  /** Of {@code java.text} only the composition of Unicode's letters is wanted: pure, and in Java since 6. */
  @Test
  void theGroundFloorIsPure() {
    var ground = packages(FLOORS.get(0));
    var allowed = new ArrayList<>(Arrays.asList(ground));
    allowed.addAll(List.of(
        "java.lang",
        "java.lang.invoke",
        "java.lang.runtime",
        "java.util..",
        "java.time..",
        "java.nio.charset",
        "java.security",
        "java.text",
        "java.math",
        "org.jspecify.."));
    classes()
        .that()
        .resideInAnyPackage(ground)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(allowed.toArray(String[]::new))
        .check(CODE);
  }

  @Test
  void theGroundFloorIsHandedTheTimeAndTheDice() {
    noClasses()
        .that()
        .resideInAnyPackage(packages(FLOORS.get(0)))
        .should()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(java.time.Instant.class, "now")
        .orShould()
        .callMethod(Math.class, "random")
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(java.util.concurrent.ThreadLocalRandom.class)
        .check(CODE);
  }

  @Test
  void onlyTheClockReadsTheTime() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.cachewarmer.clock")
        .should()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(java.time.Instant.class, "now")
        .check(CODE);
  }

  @Test
  void roomsHaveNoCycles() {
    slices().matching("io.cachewarmer.(**)").should().beFreeOfCycles().check(CODE);
  }

  @Test
  void nobodyHidesInUtils() {
    noClasses()
        .should()
        .resideInAnyPackage("..util..", "..utils..", "..common..", "..helper..", "..impl..")
        .check(CODE);
    noClasses()
        .should()
        .haveSimpleNameEndingWith("Manager")
        .orShould()
        .haveSimpleNameEndingWith("Engine")
        .orShould()
        .haveSimpleNameEndingWith("Impl")
        .orShould()
        .haveSimpleNameEndingWith("Utils")
        .orShould()
        .haveSimpleNameEndingWith("Helper")
        .check(CODE);
  }

  @Test
  void onlyTheBusTouchesTheBus() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.cachewarmer.bus")
        .should()
        .callMethodWhere(com.tngtech.archunit.core.domain.JavaCall.Predicates.target(
            com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner(
                com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo(
                    EventBus.class))))
        .check(CODE);
  }

  @Test
  void javaSqlStaysInTheArchive() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.cachewarmer.archive.sqlite")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.sql", "javax.sql", "org.sqlite..")
        .check(CODE);
  }

  @Test
  void nobodyWaitsOnAnEventLoop() {
    var rooms = FLOORS.stream().skip(1).flatMap(List::stream).toList();
    noClasses()
        .that()
        .resideInAnyPackage(packages(rooms))
        .should()
        .callMethod(Future.class, "await")
        .orShould()
        .callMethod(Thread.class, "sleep", long.class)
        .orShould()
        .callMethod(java.util.concurrent.locks.LockSupport.class, "parkNanos", long.class)
        .check(CODE);
  }

  @Test
  void adaptersAreNamedOnlyWhereTheServiceIsWired() {
    noClasses()
        .that()
        .resideInAnyPackage(packages(
            Stream.of(0, 1, 2, 4, 5, 6).flatMap(f -> FLOORS.get(f).stream()).toList()))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(packages(FLOORS.get(3)))
        .check(CODE);
  }

  @Test
  void everyRoomIsOnAFloorAndHasAMap() {
    var rooms = CODE.stream()
        .map(c -> c.getPackageName())
        .filter(p -> !p.equals("io.cachewarmer"))
        .distinct()
        .toList();
    assertThat(rooms)
        .allMatch(room -> Stream.concat(FLOORS.stream().flatMap(List::stream), BESIDE.stream())
            .anyMatch(r -> isIn(room, r)));
    assertThat(rooms).allSatisfy(room -> assertThat(
            Path.of("src/main/java", room.replace('.', '/'), "package-info.java"))
        .exists());
  }

  @Test
  void filesAreSmall() {
    var lengths = sources().map(ArchitectureTest::lines).sorted().toList();
    assertThat(lengths).isNotEmpty();
    assertThat(lengths.get(lengths.size() / 2)).as("median").isLessThanOrEqualTo(80);
    assertThat(lengths.get(lengths.size() - 1)).as("longest").isLessThanOrEqualTo(300);
    assertThat(sources().filter(f -> f.toString().endsWith("Verticle.java")))
        .allSatisfy(f -> assertThat(lines(f)).as(f.toString()).isLessThanOrEqualTo(150));
  }

  private static Stream<Path> sources() {
    try (var walk = Files.walk(Path.of("src/main/java"))) {
      return walk.filter(f -> f.toString().endsWith(".java")).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int lines(Path file) {
    try {
      return Files.readAllLines(file).size();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String[] packages(List<String> rooms) {
    return rooms.stream().map(ArchitectureTest::in).toArray(String[]::new);
  }

  /** A room of ports is one package, its adapters live in rooms below its name; others may have closets. */
  private static String in(String room) {
    return ROOT + room + (FLOORS.get(1).contains(room) ? "" : "..");
  }

  private static boolean isIn(String packageName, String room) {
    return packageName.equals(ROOT + room)
        || !FLOORS.get(1).contains(room) && packageName.startsWith(ROOT + room + ".");
  }

  private static Path codeOf(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
