package io.cachewarmer.forecast.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class MeetingsTest {

  private static final int BREAD = 0;
  private static final int BUTTER = 1;
  private static final int SOAP = 2;

  private final Meetings meetings = new Meetings(new Items(60), 60, new Dice(1));

  @Test
  void whatGoesTogetherIsLiftedAndWhatHappensToMeetIsNot() {
    shop(200);
    assertThat(meetings.lift(BREAD, BUTTER, slotOf(BUTTER))).isGreaterThan(.5);
    assertThat(meetings.lift(BREAD, SOAP, slotOf(SOAP))).isLessThan(.1);
    double butter = meetings.confidence(BREAD, BUTTER, slotOf(BUTTER));
    assertThat(butter).isGreaterThan(meetings.confidence(BREAD, SOAP, slotOf(SOAP)));
    assertThat(meetings.soon(BREAD, BUTTER, slotOf(BUTTER))).isGreaterThan(1);
  }

  @Test
  void theBaseIsTheShareOfSessionsThatAskedForTheItem() {
    shop(400);
    assertThat(meetings.base(BREAD)).isCloseTo(Meetings.logit(.5), within(.1));
    assertThat(meetings.base(SOAP)).isCloseTo(Meetings.logit(.75), within(.2));
    assertThat(meetings.base(50)).isLessThan(-6);
  }

  @Test
  void halvingChangesNoJudgment() {
    shop(7_400);
    double sessionsOf = meetings.sessionsOf(BREAD);
    double base = meetings.base(BREAD);
    double confidence = meetings.confidence(BREAD, BUTTER, slotOf(BUTTER));
    double lift = meetings.lift(BREAD, BUTTER, slotOf(BUTTER));
    shop(200);
    assertThat((double) meetings.sessionsOf(BREAD)).isLessThan(sessionsOf * .6);
    assertThat(meetings.base(BREAD)).isCloseTo(base, within(.05));
    assertThat(meetings.confidence(BREAD, BUTTER, slotOf(BUTTER)))
        .isCloseTo(confidence, within(.05));
    assertThat(meetings.lift(BREAD, BUTTER, slotOf(BUTTER))).isCloseTo(lift, within(.05));
  }

  @Test
  void onlyTheLatestOfABasketAreMet() {
    fiftyInABasket();
    assertThat(meets(49, 37)).isTrue();
    assertThat(meets(49, 36)).isFalse();
  }

  @Test
  void whatIsAskedForInARowGoesTogetherMoreThanWhatLiesApart() {
    fiftyInABasket();
    assertThat(together(49, 48)).isGreaterThan(1.5f * together(49, 38)).isPositive();
  }

  private void fiftyInABasket() {
    meetings.begin();
    var basket = new int[50];
    for (int i = 0; i < basket.length; i++) {
      basket[i] = i;
      meetings.add(basket, i + 1);
    }
  }

  private float together(int item, int other) {
    return meetings.neighbours().together(slotOf(item, other));
  }

  @Test
  void oddsOfTheCertainAreFinite() {
    assertThat(Meetings.logit(1)).isFinite().isGreaterThan(10);
    assertThat(Meetings.logit(0)).isFinite().isLessThan(-10);
    assertThat(Meetings.logit(.5)).isCloseTo(0, within(1e-11));
  }

  /** Every other session asks for bread, then butter; soap comes in three of four, whatever else. */
  private void shop(int sessions) {
    for (int s = 0; s < sessions; s++) {
      meetings.begin();
      int[] basket = s % 2 == 0 ? new int[] {BREAD, BUTTER, SOAP} : new int[] {5, 6, SOAP};
      for (int i = 0; i < (s / 2 % 4 == 3 ? 2 : 3); i++) {
        meetings.add(basket, i + 1);
      }
    }
  }

  private boolean meets(int item, int other) {
    var neighbours = meetings.neighbours();
    int begin = neighbours.begin(other);
    for (int slot = begin; slot < begin + Neighbours.SLOTS; slot++) {
      if (neighbours.at(slot) == item) {
        return true;
      }
    }
    return false;
  }

  private int slotOf(int neighbour) {
    return slotOf(neighbour, BREAD);
  }

  private int slotOf(int neighbour, int of) {
    var neighbours = meetings.neighbours();
    int slot = neighbours.begin(of);
    while (neighbours.at(slot) != neighbour) {
      slot++;
    }
    return slot;
  }
}
