package io.cachewarmer.grocery;

import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.util.Locale;

/** An occasion to shop for, and the local hours in which its articles are wanted. */
public enum Meal {
  BREAKFAST(6, 10),
  LUNCH(11, 14),
  DINNER(16, 19),
  /** Stocking up for the week: all Saturday and Sunday. */
  BULK(0, 24);

  private final int fromHour;
  private final int toHour;

  Meal(int fromHour, int toHour) {
    this.fromHour = fromHour;
    this.toHour = toHour;
  }

  /** Whether its articles are wanted then; the first hour belongs to the window, the last does not. */
  public boolean isOn(LocalDateTime local) {
    var day = local.getDayOfWeek();
    boolean weekend = day == DayOfWeek.SATURDAY || day == DayOfWeek.SUNDAY;
    int hour = local.getHour();
    return hour >= fromHour && hour < toHour && (this != BULK || weekend);
  }

  /** Hours of a week in which it is on. */
  public int hoursPerWeek() {
    return this == BULK ? 48 : 7 * (toHour - fromHour);
  }

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
