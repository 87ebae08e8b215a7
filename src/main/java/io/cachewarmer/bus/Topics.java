package io.cachewarmer.bus;

import io.cachewarmer.bus.Message.*;
import io.vertx.core.Vertx;
import java.time.Duration;

/** The addresses of this service, all of them. */
public final class Topics {

  private static final Duration SOON = Duration.ofSeconds(10);
  // SQLite gives up on a lock after its own busy timeout; until then the outcome is not known.
  private static final Duration UNTIL_KNOWN = Duration.ofMinutes(2);
  // A run over slow origins is as long as it is; its own bounds end it.
  private static final Duration RUN = Duration.ofHours(2);

  public static final Topic<CountAccesses, Recorded> RECORD =
      new Topic<>("analytics.record", UNTIL_KNOWN);
  public static final Topic<Learn, Learned> LEARN = new Topic<>("analytics.learn", SOON);
  public static final Topic<ExplainPattern, PatternFound> EXPLAIN_PATTERN =
      new Topic<>("analytics.explain", SOON);
  public static final Topic<CountDemand, DemandCounts> COUNT_DEMAND =
      new Topic<>("analytics.count", SOON);
  public static final Topic<ForgetPatterns, Forgotten> FORGET =
      new Topic<>("analytics.forget", UNTIL_KNOWN);
  public static final Topic<Heard, Done> HEARD = new Topic<>("analytics.heard", SOON);

  public static final Topic<OpenArchive, Opened> OPEN_ARCHIVE =
      new Topic<>("persistence.open", UNTIL_KNOWN);
  public static final Topic<Append, Done> APPEND = new Topic<>("persistence.append", UNTIL_KNOWN);
  public static final Topic<Save, Done> SAVE = new Topic<>("persistence.save", UNTIL_KNOWN);
  public static final Topic<ForgetJournal, Done> FORGET_JOURNAL =
      new Topic<>("persistence.forget", UNTIL_KNOWN);
  public static final Topic<CheckArchive, Done> CHECK_ARCHIVE =
      new Topic<>("persistence.check", SOON);

  public static final Topic<Warm, Run> WARM = new Topic<>("warming.warm", RUN);
  public static final Topic<DescribeRun, Run> DESCRIBE_RUN =
      new Topic<>("warming.run.describe", SOON);
  public static final Topic<CancelRun, Run> CANCEL_RUN = new Topic<>("warming.run.cancel", SOON);
  public static final Topic<MakePlan, Planned> MAKE_PLAN = new Topic<>("warming.plan", SOON);
  public static final Topic<ExplainKey, KeyExplained> EXPLAIN_KEY =
      new Topic<>("warming.explain", SOON);
  public static final Topic<Load, Loaded> LOAD = new Topic<>("warming.load", UNTIL_KNOWN);
  public static final Topic<DropCache, Dropped> DROP_CACHE = new Topic<>("warming.drop", SOON);
  public static final Topic<DescribeWarming, WarmingStatus> DESCRIBE_WARMING =
      new Topic<>("warming.describe", SOON);
  public static final Topic<RunEnded, Done> RUN_ENDED = new Topic<>("warming.ended", SOON);
  public static final Topic<Warmed, Done> WARMED = new Topic<>("warming.warmed", SOON);
  public static final Topic<Emptied, Done> EMPTIED = new Topic<>("warming.emptied", SOON);

  public static final Topic<Generate, Generated> GENERATE = new Topic<>("llm.generate", RUN);
  public static final Topic<DescribeDoor, DoorStatus> DESCRIBE_DOOR =
      new Topic<>("llm.describe", SOON);
  public static final Topic<ListAnswers, Answers> LIST_ANSWERS = new Topic<>("llm.list", SOON);
  public static final Topic<DropAnswers, Dropped> DROP_ANSWERS = new Topic<>("llm.drop", SOON);

  public static final Topic<DescribeOutcome, Outcome> DESCRIBE_OUTCOME =
      new Topic<>("monitoring.outcome", SOON);
  public static final Topic<CheckHealth, Health> CHECK_HEALTH =
      new Topic<>("monitoring.health", SOON);

  private Topics() {}

  /** Lets every {@link Message} cross the bus by reference: records are immutable, so none is copied. */
  public static void install(Vertx vertx) {
    vertx
        .eventBus()
        .registerCodec(new ByReference())
        .codecSelector(body -> body instanceof Message ? ByReference.NAME : null);
  }
}
