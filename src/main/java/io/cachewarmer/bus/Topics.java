package io.cachewarmer.bus;

import io.cachewarmer.bus.DoorMessage.*;
import io.cachewarmer.bus.Message.*;
import io.cachewarmer.bus.SharedMessage.*;
import io.vertx.core.Vertx;
import java.time.Duration;

/** The addresses of this service, all of them. */
public final class Topics {

  // Who asks the learner has another answer at hand when it is behind.
  private static final Duration AT_ONCE = Duration.ofSeconds(3);
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

  public static final Topic<Recall, Learned> RECALL = new Topic<>("analytics.recall", SOON);

  public static final Topic<Teach, Done> TEACH = new Topic<>("foresight.teach", RUN);
  public static final Topic<RestoreModel, Done> RESTORE_MODEL =
      new Topic<>("foresight.restore", RUN);
  public static final Topic<BeginForesight, Done> BEGIN_FORESIGHT =
      new Topic<>("foresight.begin", RUN);
  public static final Topic<AskModel, ModelState> ASK_MODEL = new Topic<>("foresight.ask", AT_ONCE);
  public static final Topic<ExportModel, ModelExported> EXPORT_MODEL =
      new Topic<>("foresight.export", AT_ONCE);
  public static final Topic<ModelSaved, Done> MODEL_SAVED =
      new Topic<>("foresight.saved", UNTIL_KNOWN);
  public static final Topic<ForgetModel, Done> FORGET_MODEL =
      new Topic<>("foresight.forget", UNTIL_KNOWN);
  public static final Topic<Foretell, Foretold> FORETELL =
      new Topic<>("foresight.foretell", AT_ONCE);
  public static final Topic<Weigh, Weighed> WEIGH = new Topic<>("foresight.weigh", AT_ONCE);
  public static final Topic<ExplainForecast, ForecastExplained> EXPLAIN_FORECAST =
      new Topic<>("foresight.explain", AT_ONCE);
  public static final Topic<Decide, Done> DECIDE = new Topic<>("foresight.decide", RUN);

  public static final Topic<TeachElsewhere, Done> TEACH_ELSEWHERE =
      new Topic<>("foresight.teach-elsewhere", RUN);
  public static final Topic<AskPositions, Positions> ASK_POSITIONS =
      new Topic<>("foresight.positions", RUN);
  public static final Topic<HeardElsewhere, Done> HEARD_ELSEWHERE =
      new Topic<>("analytics.heard-elsewhere", SOON);
  public static final Topic<AskSpent, Spent> ASK_SPENT = new Topic<>("warming.spent", AT_ONCE);

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
  public static final Topic<Decided, Settled> DECIDED = new Topic<>("warming.decided", RUN);
  public static final Topic<CacheNews, Done> CACHE_NEWS = new Topic<>("warming.news", SOON);
  public static final Topic<Emptied, Done> EMPTIED = new Topic<>("warming.emptied", SOON);

  public static final Topic<Generate, Generated> GENERATE = new Topic<>("llm.generate", RUN);
  public static final Topic<DescribeDoor, DoorStatus> DESCRIBE_DOOR =
      new Topic<>("llm.describe", SOON);
  public static final Topic<ListAnswers, Answers> LIST_ANSWERS = new Topic<>("llm.list", SOON);
  public static final Topic<DropAnswers, Dropped> DROP_ANSWERS = new Topic<>("llm.drop", SOON);

  public static final Topic<DescribeOutcome, Outcome> DESCRIBE_OUTCOME =
      new Topic<>("monitoring.outcome", SOON);
  public static final Topic<HeldOut, Done> HELD_OUT = new Topic<>("warming.held-out", SOON);
  /** Published each minute. */
  public static final Topic<ExperimentResults, Done> SHARES =
      new Topic<>("monitoring.shares", SOON);

  public static final Topic<DescribeExperiments, ExperimentResults> DESCRIBE_EXPERIMENTS =
      new Topic<>("monitoring.experiments", SOON);
  public static final Topic<NodeMessage.Moved, Done> MOVED = new Topic<>("cluster.moved", SOON);
  public static final Topic<NodeMessage.Vanished, Done> VANISHED =
      new Topic<>("warming.vanished", SOON);
  public static final Topic<NodeMessage.Unheard, Done> UNHEARD =
      new Topic<>("cluster.unheard", SOON);
  public static final Topic<NodeMessage.Forgot, Done> FORGOT = new Topic<>("cluster.forgot", SOON);

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
