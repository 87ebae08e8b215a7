package io.cachewarmer;

import io.cachewarmer.grocery.Catalogue;
import io.cachewarmer.http.ServiceView;
import io.cachewarmer.telemetry.Exposition;
import io.cachewarmer.telemetry.Readiness;
import java.util.Optional;

/** What the door tells of this process. */
record View(Readiness state, Catalogue catalogue, Clustering clustering, Exposition exposition)
    implements ServiceView {

  @Override
  public Readiness.State readiness() {
    return state.state();
  }

  @Override
  public int categoriesLoaded() {
    return catalogue.categories().size();
  }

  @Override
  public Optional<Cluster> cluster() {
    return clustering
        .membership()
        .map(known -> new Cluster(
            known.nodes().stream().map(node -> node.address()).toList(), known.ownedShare()));
  }

  @Override
  public Page metrics(String accept) {
    var page = exposition.scrape(accept);
    return new Page(page.contentType(), page.body());
  }
}
