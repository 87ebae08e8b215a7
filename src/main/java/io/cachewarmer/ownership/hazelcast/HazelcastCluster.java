package io.cachewarmer.ownership.hazelcast;

import com.hazelcast.cluster.Member;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.partition.MigrationListener;
import com.hazelcast.partition.MigrationState;
import com.hazelcast.partition.ReplicaMigrationEvent;
import io.cachewarmer.config.Config.Cluster;
import io.cachewarmer.ownership.Membership;
import io.cachewarmer.ownership.Ownership;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Owners and members as Hazelcast's partition table and member list have them. */
public final class HazelcastCluster implements Ownership, Membership {

  /** Under which Vert.x tells the other members the id of its node. */
  private static final String NODE_ID = "__vertx.nodeId";

  private final HazelcastInstance hazelcast;
  private final String self;
  private final int listed;
  private final AtomicInteger mostSeen = new AtomicInteger(1);
  private final LongAdder moves = new LongAdder();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

  HazelcastCluster(HazelcastInstance hazelcast, String self, Cluster cluster) {
    this.hazelcast = hazelcast;
    this.self = self;
    this.listed = cluster.members().size();
    hazelcast.getPartitionService().addMigrationListener(new Moves());
  }

  @Override
  public boolean owns(String name) {
    var owner = owner(name);
    return owner != null && owner.localMember();
  }

  @Override
  public Optional<String> elsewhere(String name) {
    return Optional.ofNullable(owner(name))
        .filter(owner -> !owner.localMember())
        .flatMap(HazelcastCluster::idOf);
  }

  @Override
  public boolean isHere(String node) {
    return nodes().stream().anyMatch(each -> each.id().equals(node));
  }

  /** Nobody's while the table is first made out, and when this node has left. */
  private @Nullable Member owner(String name) {
    return hazelcast.getLifecycleService().isRunning()
        ? hazelcast.getPartitionService().getPartition(name).getOwner()
        : null;
  }

  @Override
  public String self() {
    return self;
  }

  @Override
  public List<Node> nodes() {
    if (!hazelcast.getLifecycleService().isRunning()) {
      return List.of();
    }
    var nodes = new ArrayList<Node>();
    for (var member : hazelcast.getCluster().getMembers()) {
      var address = member.getAddress();
      nodes.add(new Node(
          idOf(member).orElse(member.getUuid().toString()),
          address.getHost() + ":" + address.getPort()));
    }
    mostSeen.accumulateAndGet(nodes.size(), Math::max);
    return List.copyOf(nodes);
  }

  /** Where there is no list of them, as many as ever were here at once should be. */
  @Override
  public boolean isMajority() {
    int here = nodes().size();
    return 2 * here > (listed > 0 ? listed : mostSeen.get());
  }

  @Override
  public double ownedShare() {
    if (!hazelcast.getLifecycleService().isRunning()) {
      return 0;
    }
    var partitions = hazelcast.getPartitionService().getPartitions();
    long mine = partitions.stream()
        .map(partition -> partition.getOwner())
        .filter(owner -> owner != null && owner.localMember())
        .count();
    return (double) mine / partitions.size();
  }

  @Override
  public long moves() {
    return moves.sum();
  }

  @Override
  public void onMoved(Runnable told) {
    listeners.add(told);
  }

  private static Optional<String> idOf(Member member) {
    return Optional.ofNullable(member.getAttribute(NODE_ID));
  }

  private final class Moves implements MigrationListener {

    @Override
    public void migrationStarted(MigrationState state) {}

    @Override
    public void migrationFinished(MigrationState state) {
      listeners.forEach(Runnable::run);
    }

    @Override
    public void replicaMigrationCompleted(ReplicaMigrationEvent event) {
      if (event.getReplicaIndex() == 0) {
        moves.increment();
      }
    }

    @Override
    public void replicaMigrationFailed(ReplicaMigrationEvent event) {}
  }
}
