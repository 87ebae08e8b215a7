/**
 * Which questions are put in other words? Where an operator allows it, texts that differ in nothing but
 * white space, case and the last mark are one question, and so are grocery commands that are understood to
 * the last word and mean the same.
 *
 * <p>In: a user's text. Out: the text that stands for all like it. What is not wholly understood stays
 * what it is: a wrong answer costs more than a miss.
 */
package io.cachewarmer.prompt.phrase;
