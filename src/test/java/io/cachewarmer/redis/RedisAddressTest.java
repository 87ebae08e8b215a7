package io.cachewarmer.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;

class RedisAddressTest {

  private static RedisAddress address(String url) {
    return new RedisAddress(URI.create(url), 2);
  }

  @Test
  void whatIsLoggedHoldsNoPassword() {
    assertThat(address("rediss://user:secret@redis.example:6380").toString())
        .isEqualTo("rediss://redis.example:6380/2");
  }

  @Test
  void theDatabaseIsPartOfTheAddress() {
    assertThat(address("redis://redis.example").options().getEndpoint())
        .isEqualTo("redis://redis.example:6379/2?client=cache-warmer");
  }

  @Test
  void encryptedMeansThatTheNameOnTheCertificateIsChecked() {
    var net = address("rediss://redis.example").options().getNetClientOptions();
    assertThat(net.isSsl()).isTrue();
    assertThat(net.isTrustAll()).isFalse();
    assertThat(net.getHostnameVerificationAlgorithm()).isEqualTo("HTTPS");
    assertThat(address("redis://redis.example").options().getNetClientOptions().isSsl())
        .isFalse();
  }

  @Test
  void otherSchemesAreRefusedWithoutQuotingTheUrl() {
    assertThatThrownBy(() -> address("http://user:secret@redis.example"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("redis://")
        .hasMessageNotContaining("secret");
    assertThatThrownBy(() -> address("redis:///0")).isInstanceOf(IllegalArgumentException.class);
  }
}
