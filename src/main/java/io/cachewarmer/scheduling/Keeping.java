package io.cachewarmer.scheduling;

import io.cachewarmer.bus.ClusterMessage.Fired;
import io.cachewarmer.bus.ClusterTopics;
import io.cachewarmer.clock.Clock;
import io.cachewarmer.ownership.Firings;
import io.cachewarmer.ownership.Ownership;
import io.cachewarmer.scheduling.FiringFigures.Outcome;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;

/**
 * Keeps appointments: the owner of a schedule fires it, when no other node has. An instant that is another
 * node's is kept in mind for a minute, since its owner may be dead and this node the next one. Of an owner that
 * stands still that is known late; so whoever gets the lease of a neglected instant stands in.
 */
final class Keeping {

  private final List<Appointment> appointments;
  private final Clock clock;
  private final Ownership ownership;
  private final Firings firings;
  private final Asking asking;

  Keeping(
      List<Appointment> appointments,
      Clock clock,
      Ownership ownership,
      Firings firings,
      Asking asking) {
    this.appointments = appointments;
    this.clock = clock;
    this.ownership = ownership;
    this.firings = firings;
    this.asking = asking;
  }

  /** Hears from now on what other nodes fire. */
  void listen() {
    if (!ownership.self().isEmpty()) {
      ClusterTopics.FIRED.subscribe(asking.bus(), fired -> appointments.stream()
          .filter(each -> each.name().equals(fired.schedule()))
          .forEach(each -> each.firedElsewhere(Instant.ofEpochMilli(fired.instantMillis()))));
    }
  }

  /** Fires what is due now. */
  void keep() {
    appointments.stream().filter(each -> each.isDue(clock)).forEach(this::keep);
  }

  /** Time to the next instant of any; {@code Long.MAX_VALUE} when there is none. */
  long millisToNext() {
    long earliest = Long.MAX_VALUE;
    for (var appointment : appointments) {
      earliest = Math.min(earliest, appointment.millisUntil(clock));
    }
    return earliest;
  }

  private void keep(Appointment appointment) {
    if (!appointment.isClaimed() && !ownership.owns("schedule:" + appointment.name())) {
      leave(appointment);
      return;
    }
    appointment.settle();
    claim(appointment).onSuccess(mine -> {
      if (mine) {
        fire(appointment);
      } else {
        asking.figures().count(Outcome.FIRED_ELSEWHERE);
      }
    });
  }

  private void leave(Appointment appointment) {
    if (appointment.isNew()) {
      asking.figures().count(Outcome.NOT_MINE);
    }
    if (appointment.putOff(clock) && appointment.standIn(clock)) {
      var instant = appointment.instant();
      firings.claim(appointment.name(), instant, appointment.age(clock)).onSuccess(mine -> {
        // The next instant may have come meanwhile, and is not this node's by this lease.
        if (mine && instant.equals(appointment.instant())) {
          appointment.settle();
          fire(appointment);
        }
      });
    }
  }

  private Future<Boolean> claim(Appointment appointment) {
    return appointment.isClaimed()
        ? Future.succeededFuture(true)
        : firings.claim(appointment.name(), appointment.instant(), appointment.late());
  }

  private void fire(Appointment appointment) {
    if (!appointment.isClaimed() && !ownership.self().isEmpty()) {
      var fired = new Fired(appointment.name(), appointment.instant().toEpochMilli());
      ClusterTopics.FIRED.publish(asking.bus(), fired);
    }
    appointment.claimed();
    asking.ask(appointment.command(), appointment.name()).onFailure(cause -> {
      boolean again = Asking.isBusy(cause) && appointment.putOff(clock);
      asking.tell(appointment.name(), cause, again);
    });
  }
}
