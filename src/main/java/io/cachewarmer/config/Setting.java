package io.cachewarmer.config;

/**
 * One setting.
 *
 * @param path its place in the file, as {@code section.key}
 * @param environment its name in the environment, which beats the file
 * @param otherwise its value when neither names it, or names it and gives no value
 */
record Setting<T>(String path, String environment, Form<T> form, T otherwise) {}
