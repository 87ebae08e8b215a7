package io.cachewarmer.prompt.phrase;

/** What a grocery agent is told to do. Two that nearly mean the same are two: each has its own answer. */
public enum Intent {
  ADD,
  REMOVE,
  SHOW_LIST,
  SHOW_LISTS,
  COUNT_LIST,
  ON_LIST,
  CLEAR_LIST,
  DELETE_LIST,
  CREATE_LIST,
  PRICE,
  DEALS,
  ON_SALE,
  COMPARE,
  COMPARE_PRICES,
  RECIPE,
  RECIPES,
  COOK,
  BAKE
}
