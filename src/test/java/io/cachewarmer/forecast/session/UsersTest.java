package io.cachewarmer.forecast.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.cachewarmer.forecast.StateTape;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UsersTest {

  private static final int[] SMALL = {1, 2};

  private final Users users = new Users();

  @Test
  void aUserIsKeptFromTheEndOfTheFirstSessionOn() {
    assertThat(users.history("ann").orders()).isZero();
    assertThat(users.size()).isZero();
    users.order("ann", SMALL, 2, 0);
    assertThat(users.history("ann").orders()).isEqualTo(1);
  }

  @Test
  void whoHasNotComeForLongestIsForgottenFirst() {
    for (int u = 0; u < Users.MOST_USERS; u++) {
      users.order("u" + u, SMALL, 2, u);
    }
    users.order("u0", SMALL, 2, 30_000);
    users.order("newcomer", SMALL, 2, 30_001);
    assertThat(users.size()).isEqualTo(Users.MOST_USERS);
    assertThat(users.history("u0").orders()).isEqualTo(2);
    assertThat(users.history("u1").orders()).isZero();
    assertThat(users.history("newcomer").orders()).isEqualTo(1);
  }

  @Test
  void allHistoriesTogetherAreBounded() {
    int[] large = IntStream.range(0, History.MOST_ITEMS).toArray();
    for (int u = 0; u < 4_000; u++) {
      users.order("u" + u, large, large.length, u);
    }
    assertThat(users.size()).isEqualTo(Users.MOST_ENTRIES / large.length);
    assertThat(users.history("u3999").size()).isEqualTo(large.length);
    assertThat(users.history("u0").size()).isZero();
  }

  @Test
  void restoredUsersAreForgottenInTheSameOrder() {
    for (int u = 0; u < Users.MOST_USERS; u++) {
      users.order("u" + u, SMALL, 2, u);
    }
    users.history("u0");
    var restored = new Users();
    StateTape.of(users::state).restore(restored::state);
    for (int u = 0; u < 3; u++) {
      users.order("n" + u, SMALL, 2, 40_000);
      restored.order("n" + u, SMALL, 2, 40_000);
    }
    assertThat(StateTape.of(restored::state).sameAs(StateTape.of(users::state))).isTrue();
  }
}
