package io.cachewarmer.testing;

import io.cachewarmer.config.Config;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** An authority of its own and the certificates that it signs, made by the JDK's keytool, as PEM files. */
public final class Certificates {

  private static final String PASSWORD = "changeit";

  private final Path folder;

  private Certificates(Path folder) {
    this.folder = folder;
  }

  public static Certificates authority(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var authority = new Certificates(folder);
    authority.keytool(
        "-genkeypair",
        "-alias",
        "ca",
        "-keyalg",
        "EC",
        "-dname",
        "CN=ca",
        "-ext",
        "bc:c",
        "-keystore",
        authority.store("ca"));
    authority.keytool(
        "-exportcert",
        "-rfc",
        "-alias",
        "ca",
        "-keystore",
        authority.store("ca"),
        "-file",
        authority.file("ca.pem"));
    return authority;
  }

  public Config.Tls certify(String name) {
    keytool(
        "-genkeypair",
        "-alias",
        name,
        "-keyalg",
        "EC",
        "-dname",
        "CN=" + name,
        "-keystore",
        store(name));
    keytool("-certreq", "-alias", name, "-keystore", store(name), "-file", file(name + ".csr"));
    keytool(
        "-gencert",
        "-rfc",
        "-alias",
        "ca",
        "-keystore",
        store("ca"),
        "-infile",
        file(name + ".csr"),
        "-outfile",
        file(name + ".pem"));
    writeKey(name);
    return new Config.Tls(
        folder.resolve(name + ".pem"), folder.resolve(name + ".key"), folder.resolve("ca.pem"));
  }

  private void writeKey(String name) {
    try (var in = Files.newInputStream(Path.of(store(name)))) {
      var keys = KeyStore.getInstance("PKCS12");
      keys.load(in, PASSWORD.toCharArray());
      var key = keys.getKey(name, PASSWORD.toCharArray()).getEncoded();
      var text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key);
      Files.writeString(
          folder.resolve(name + ".key"),
          "-----BEGIN PRIVATE KEY-----\n" + text + "\n-----END PRIVATE KEY-----\n");
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private String store(String name) {
    return file(name + ".p12");
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }

  private void keytool(String... words) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(words));
    command.addAll(List.of("-storepass", PASSWORD, "-storetype", "PKCS12"));
    try {
      var process = new ProcessBuilder(command).redirectErrorStream(true).start();
      var output = new String(process.getInputStream().readAllBytes());
      if (process.waitFor() != 0) {
        throw new IllegalStateException("keytool failed: " + output);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
