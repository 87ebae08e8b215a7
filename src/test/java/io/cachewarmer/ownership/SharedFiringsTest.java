package io.cachewarmer.ownership;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SharedFiringsTest {

  private static final Instant SEVEN = Instant.parse("2026-11-23T07:00:00Z");
  private static final Duration ON_TIME = Duration.ofMillis(20);
  private static final Duration LATE = Duration.ofSeconds(30);

  private final Book book = new Book();
  private boolean majority = true;

  @Test
  void anInstantOfAScheduleIsClaimedOnceByWhomever() {
    var one = new SharedFirings(Optional.of(book), members());
    var other = new SharedFirings(Optional.of(book), members());
    assertThat(one.claim("peak", SEVEN, ON_TIME).result()).isTrue();
    assertThat(other.claim("peak", SEVEN, LATE).result()).isFalse();
    assertThat(one.claim("peak", SEVEN, ON_TIME).result()).isFalse();
    assertThat(other.claim("peak", SEVEN.plusSeconds(60), ON_TIME).result()).isTrue();
    assertThat(other.claim("other", SEVEN, ON_TIME).result()).isTrue();
  }

  @Test
  void whoIsLateFiresAllTheSameWhenNobodyHas() {
    assertThat(new SharedFirings(Optional.of(book), members())
            .claim("peak", SEVEN, LATE)
            .result())
        .isTrue();
  }

  @Test
  void withoutLeasesOnlyTheLargerSideFires() {
    var firings = new SharedFirings(Optional.empty(), members());
    assertThat(firings.claim("peak", SEVEN, ON_TIME).result()).isTrue();
    majority = false;
    assertThat(firings.claim("peak", SEVEN, ON_TIME).result()).isFalse();
  }

  @Test
  void withoutLeasesWhoStoodStillDoesNotFire() {
    var firings = new SharedFirings(Optional.empty(), members());
    assertThat(firings.claim("peak", SEVEN, LATE).result()).isFalse();
  }

  @Test
  void whileLeasesCannotBeHadTheLargerSideFires() {
    book.away = true;
    var firings = new SharedFirings(Optional.of(book), members());
    assertThat(firings.claim("peak", SEVEN, ON_TIME).result()).isTrue();
    majority = false;
    assertThat(firings.claim("peak", SEVEN, ON_TIME).result()).isFalse();
  }

  private Membership members() {
    return new Membership() {
      @Override
      public String self() {
        return "a";
      }

      @Override
      public List<Node> nodes() {
        return List.of(new Node("a", "a:1"));
      }

      @Override
      public boolean isMajority() {
        return majority;
      }

      @Override
      public double ownedShare() {
        return 1;
      }

      @Override
      public long moves() {
        return 0;
      }

      @Override
      public void onMoved(Runnable told) {}
    };
  }

  private static final class Book implements Leases {
    private final Set<String> taken = new HashSet<>();
    private boolean away;

    @Override
    public Future<Optional<Lease>> take(String name, Duration life) {
      if (away) {
        return Future.failedFuture("away");
      }
      return Future.succeededFuture(
          taken.add(name) ? Optional.of(new Lease(name, "a", taken.size())) : Optional.empty());
    }

    @Override
    public Future<Boolean> renew(Lease lease, Duration life) {
      return Future.succeededFuture(true);
    }

    @Override
    public Future<Void> release(Lease lease) {
      return Future.succeededFuture();
    }
  }
}
