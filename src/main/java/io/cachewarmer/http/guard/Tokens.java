package io.cachewarmer.http.guard;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The tokens file: a line is {@code name sha256-of-token scope,scope}; empty lines and lines that
 * begin with {@code #} are comments. Immutable, safe from any thread. Tokens themselves are nowhere.
 */
public final class Tokens {

  /** A file that cannot be used, with all that is wrong with it, each sentence naming its line. */
  public static final class InvalidTokens extends RuntimeException {
    private final transient List<String> problems;

    InvalidTokens(List<String> problems) {
      super(String.join("; ", problems));
      this.problems = List.copyOf(problems);
    }

    public List<String> problems() {
      return problems;
    }
  }

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final Pattern HASH = Pattern.compile("[0-9a-fA-F]{64}");
  private static final String SCHEME = "bearer ";

  private static final class Entry {
    private final byte[] hash;
    private final Caller caller;

    Entry(byte[] hash, Caller caller) {
      this.hash = hash;
      this.caller = caller;
    }
  }

  private final Optional<List<Entry>> entries;

  private Tokens(Optional<List<Entry>> entries) {
    this.entries = entries;
  }

  /** Nobody is asked for a token, and anyone may do everything. */
  public static Tokens none() {
    return new Tokens(Optional.empty());
  }

  /**
   * The tokens of a file's lines.
   *
   * @throws InvalidTokens naming every bad line
   */
  public static Tokens parse(List<String> lines) {
    var entries = new ArrayList<Entry>();
    var problems = new ArrayList<String>();
    var names = new HashSet<String>();
    var hashes = new HashSet<String>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      String where = "line " + (i + 1) + ": ";
      var words = line.split("\\s+", -1);
      if (words.length != 3) {
        problems.add(where + "must be a name, the SHA-256 of a token in hex, and scopes");
        continue;
      }
      int before = problems.size();
      if (!NAME.matcher(words[0]).matches()) {
        problems.add(
            where + "the name must be 1 to 64 letters, digits, dots, dashes or underscores");
      } else if (!names.add(words[0])) {
        problems.add(where + "the name " + words[0] + " is used before");
      }
      if (!HASH.matcher(words[1]).matches()) {
        problems.add(where + "the second word must be a SHA-256 of 64 hex digits");
      } else if (!hashes.add(words[1].toLowerCase(Locale.ROOT))) {
        problems.add(where + "the same token is used before");
      }
      var scopes = scopes(words[2], where, problems);
      if (problems.size() == before) {
        entries.add(new Entry(HexFormat.of().parseHex(words[1]), new Caller(words[0], scopes)));
      }
    }
    if (entries.isEmpty() && problems.isEmpty()) {
      problems.add("no line names a token, so nobody could call");
    }
    if (!problems.isEmpty()) {
      throw new InvalidTokens(problems);
    }
    return new Tokens(Optional.of(List.copyOf(entries)));
  }

  private static Set<Scope> scopes(String words, String where, List<String> problems) {
    var scopes = EnumSet.noneOf(Scope.class);
    for (String word : words.split(",", -1)) {
      Scope.named(word)
          .ifPresentOrElse(
              scopes::add,
              () -> problems.add(where + "a scope must be read, record, control or answer-write"));
    }
    return scopes;
  }

  public boolean asked() {
    return entries.isPresent();
  }

  /** Whose token this is. Every entry is compared whole, so that time tells nothing. */
  public Optional<Caller> caller(String authorization) {
    if (entries.isEmpty()) {
      return Optional.of(Caller.ANYONE);
    }
    if (!authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return Optional.empty();
    }
    byte[] hash = sha256(authorization.substring(SCHEME.length()).strip());
    Optional<Caller> found = Optional.empty();
    for (var entry : entries.get()) {
      if (MessageDigest.isEqual(entry.hash, hash)) {
        found = Optional.of(entry.caller);
      }
    }
    return found;
  }

  private static byte[] sha256(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
