package io.cachewarmer.warming;

import io.cachewarmer.plan.Plan;
import java.util.Optional;

/**
 * What a run will do.
 *
 * @param label how the choice is called in its report
 * @param questions what the keys of questions mean, as of the plan
 * @param obstacle why nothing can be stored now; the run then loads nothing
 */
record Course(String label, Plan plan, Questions questions, Optional<WarmFailure> obstacle) {}
