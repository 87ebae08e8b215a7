package io.cachewarmer.forecast.session;

import io.cachewarmer.forecast.State;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * P(asked for in the rest of this session), for what the user used to ask for and for what goes with the basket.
 * One logistic regression for all candidates, taught by each session that ends. In: accesses in order of time.
 * Bounded; not thread-safe.
 */
public final class SessionModel {

  /** Who wants to know of candidates, and of which. */
  public interface Candidates {

    /** No probability of the item is of interest. */
    double NONE_WANTED = 2;

    /** The probability from which on this item is of interest now; of what is far below, nothing is told. */
    double least(int row);

    /** Told in a fixed order. */
    void candidate(int row, double probability, boolean habit);
  }

  private static final long IDLE_MILLIS = 600_000;
  private static final int MOST_SESSIONS = 2_000;
  private static final int MOST_SLOTS = 300_000;
  private static final int MOST_EXAMPLES = 20_000;
  private static final float LEAST_TOGETHER = 2;

  private final Items items;
  private final Dice dice = new Dice(0x9E3779B97F4A7C15L);
  private final Sampling sampling = new Sampling(dice);
  private final Prefilter prefilter = new Prefilter();
  private final Meetings meetings;
  private final Reorders reorders;
  private final Users users = new Users();
  private final Describer describer;
  private final Shortlist shortlist = new Shortlist();
  private final Logistic model = Describer.untaught();
  private final Quota slots = new Quota(MOST_SLOTS);
  private final Quota taught = new Quota(MOST_EXAMPLES);
  // In the order of their latest access.
  private final Map<String, OpenSession> open = new LinkedHashMap<>(64, .75f, true);

  public SessionModel(Items items, int rows) {
    this.items = items;
    meetings = new Meetings(items, rows, dice);
    reorders = new Reorders(rows);
    describer = new Describer(meetings, reorders);
  }

  /** An access of a session; its candidates are told before the next access is known. */
  public void access(int row, String session, String user, long atMillis, Candidates candidates) {
    closeIdle(atMillis);
    int ref = items.ref(row);
    var name = session.isEmpty() ? user : session;
    var current = open.get(name);
    boolean begins = current == null;
    if (current == null) {
      if (open.size() >= MOST_SESSIONS) {
        closeEldest();
      }
      current = begin(name, user, atMillis);
    }
    current.visited(atMillis);
    boolean isNew = !current.holds(ref, 0) && current.put(ref);
    if (isNew) {
      meetings.add(current.basket(), current.length());
    }
    shortlist.clear();
    if (begins) {
      chooseHabits(current, ref, candidates);
    }
    if (isNew) {
      hearNeighbours(current, ref, candidates);
    }
    describe(current, ref);
    tell(candidates);
  }

  /** Ends the sessions in which nothing was asked for in the last ten minutes. */
  public void closeIdle(long nowMillis) {
    while (!open.isEmpty() && eldest().lastMillis() + IDLE_MILLIS <= nowMillis) {
      closeEldest();
    }
  }

  private OpenSession eldest() {
    return open.values().iterator().next();
  }

  private void closeEldest() {
    var sessions = open.values().iterator();
    var session = sessions.next();
    sessions.remove();
    learn(session);
    session.leave();
  }

  private OpenSession begin(String name, String user, long atMillis) {
    meetings.begin();
    Optional<History> history =
        user.isEmpty() ? Optional.empty() : Optional.of(users.history(user));
    var session = new OpenSession(user, history, atMillis, slots, taught);
    session.recall();
    open.put(name, session);
    return session;
  }

  /** What goes with the item is more likely now, and may be about to be asked for. */
  private void hearNeighbours(OpenSession session, int ref, Candidates candidates) {
    var neighbours = meetings.neighbours();
    var evidence = session.evidence;
    int begin = neighbours.begin(ref);
    for (int slot = begin; slot < begin + Neighbours.SLOTS; slot++) {
      int other = neighbours.at(slot);
      if (other == Items.NONE || neighbours.together(slot) < LEAST_TOGETHER) {
        continue;
      }
      int row = evidence.row(other);
      if (row < 0 ? session.holds(other, 0) : evidence.isAsked(row)) {
        continue;
      }
      if (row >= 0) {
        float lift = (float) meetings.lift(ref, other, slot);
        float confidence = (float) meetings.confidence(ref, other, slot);
        evidence.add(row, lift, confidence, session.length());
      }
      boolean taught = sampling.takesNeighbour();
      shortlist.addNeighbour(other, slot, taught, isWanted(session, other, row, false, candidates));
    }
  }

  private void chooseHabits(OpenSession session, int ref, Candidates candidates) {
    if (!session.hasHistory()) {
      return;
    }
    var history = session.history.orElseThrow();
    for (int i = 0; i < history.size(); i++) {
      int other = history.ref(i);
      if (other != ref && items.isAlive(other)) {
        int row = session.evidence.find(other);
        boolean taught = sampling.takesHabit();
        shortlist.addHabit(other, taught, isWanted(session, other, row, true, candidates));
      }
    }
  }

  private boolean isWanted(
      OpenSession session, int ref, int row, boolean habit, Candidates candidates) {
    return prefilter.passes(session, row, habit, candidates.least(Items.row(ref)));
  }

  private void describe(OpenSession session, int cause) {
    describer.turnTo(session);
    for (int i = 0; i < shortlist.size(); i++) {
      boolean kept = shortlist.isTaught(i) && session.examples.takesOneMore();
      if (!kept && !shortlist.isWanted(i)) {
        continue;
      }
      int ref = shortlist.ref(i);
      int because = shortlist.isHabit(i) ? Items.NONE : cause;
      int row = session.evidence.find(ref);
      var features = describer.describe(session, ref, row, because, shortlist.slot(i));
      if (kept) {
        session.examples.add(ref, session.length(), features);
      }
      if (shortlist.isWanted(i)) {
        shortlist.described(i, model.probability(features));
      }
    }
  }

  private void tell(Candidates candidates) {
    for (int i = 0; i < shortlist.size(); i++) {
      if (shortlist.isWanted(i)) {
        int row = Items.row(shortlist.ref(i));
        candidates.candidate(row, shortlist.probability(i), shortlist.isHabit(i));
      }
    }
  }

  private void learn(OpenSession session) {
    var examples = session.examples;
    sampling.learned(examples.size());
    for (int e = 0; e < examples.size(); e++) {
      examples.teach(model, e, session.holds(examples.ref(e), examples.position(e)));
    }
    if (session.hasHistory()) {
      var history = session.history.orElseThrow();
      for (int i = 0; i < history.size(); i++) {
        if (items.isAlive(history.ref(i))) {
          reorders.learn(history.ref(i), session.holds(history.ref(i), 0));
        }
      }
    }
    if (!session.user.isEmpty()) {
      users.order(session.user, session.basket(), session.length(), session.beganMillis());
    }
  }

  public void forget(int row) {
    items.renew(row);
    meetings.clear(row);
    reorders.clear(row);
  }

  public void state(State state, int rows) {
    items.state(state, rows);
    meetings.state(state, rows);
    reorders.state(state, rows);
    users.state(state);
    model.state(state);
    dice.restore(state.whole(dice.state()));
    sampling.state(state);
    sessionState(state);
  }

  private void sessionState(State state) {
    int kept = state.whole(open.size());
    if (!state.restores()) {
      open.forEach((name, session) -> {
        state.text(name);
        state.text(session.user);
        session.history.ifPresent(history -> historyState(state, session.user, history));
        session.state(state);
      });
      return;
    }
    for (int i = 0; i < kept; i++) {
      var name = state.text("");
      var user = state.text("");
      Optional<History> history =
          user.isEmpty() ? Optional.empty() : Optional.of(restoredHistory(state, user));
      var session = new OpenSession(user, history, 0, slots, taught);
      session.state(state);
      open.put(name, session);
    }
  }

  /** A session may hold what is not kept of its user yet, or no more. */
  private void historyState(State state, String user, History history) {
    boolean kept = users.keeps(user, history);
    state.whole(kept ? 1 : 0);
    if (!kept) {
      history.state(state);
    }
  }

  private History restoredHistory(State state, String user) {
    return state.whole(0) == 1 ? users.kept(user) : History.restored(state);
  }
}
