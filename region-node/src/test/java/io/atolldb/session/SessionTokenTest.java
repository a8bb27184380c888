package io.atolldb.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atolldb.clock.HybridTimestamp;
import io.atolldb.clock.RegionId;
import io.atolldb.codec.MalformedBytes;
import io.atolldb.version.VersionVector;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionTokenTest {

  private static final VersionVector HERE = seen("us-east-1", 1_700_000_000_000L, 3);
  private static final VersionVector THERE = seen("eu-west-1", 1_700_000_000_555L, 0);

  private static VersionVector seen(String region, long millis, int counter) {
    return VersionVector.of(HybridTimestamp.of(millis, counter, new RegionId(region)));
  }

  @Test
  void whatIsReadBackIsWhatWasWritten() {
    VersionVector both = HERE.join(THERE);

    assertThat(SessionToken.decode(SessionToken.encode(both))).isEqualTo(both);
    assertThat(SessionToken.decode(SessionToken.encode(VersionVector.EMPTY)))
        .isEqualTo(VersionVector.EMPTY);
  }

  @Test
  void threeRegionsTakeFewerThanAHundredCharactersThatAnyHeaderBears() {
    String token =
        SessionToken.encode(HERE.join(THERE).join(seen("ap-northeast-1", 1_700_000_000_001L, 9)));

    assertThat(token).hasSizeLessThan(100).matches("[A-Za-z0-9_-]+");
  }

  @Test
  void tokensSentTogetherMeanWhatTheyHaveSeenTogether() {
    String together = SessionToken.encode(HERE) + ", " + SessionToken.encode(THERE);

    assertThat(SessionToken.decode(together)).isEqualTo(HERE.join(THERE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ",", "rubbish!", "AQ==x", "AA", "Ag", "AQE", "AQEBeA", "AQEDYWJj"})
  void whatIsNoTokenIsMalformed(String text) {
    assertThatThrownBy(() -> SessionToken.decode(text)).isInstanceOf(MalformedBytes.class);
  }

  @Test
  void aTokenThatGoesOnOrBreaksOffIsMalformed() {
    byte[] bytes = Base64.getUrlDecoder().decode(SessionToken.encode(HERE));
    var encoder = Base64.getUrlEncoder();
    for (int length = 0; length <= bytes.length + 1; length++) {
      if (length == bytes.length) continue;
      String cut = encoder.encodeToString(Arrays.copyOf(bytes, length));
      assertThatThrownBy(() -> SessionToken.decode(cut)).isInstanceOf(MalformedBytes.class);
    }
  }

  @Test
  void moreTokensThanOneClientCanHoldAreMalformed() {
    String one = SessionToken.encode(HERE);
    String most = String.join(",", Collections.nCopies(SessionToken.TOKENS_MAX, one));

    assertThat(SessionToken.decode(most)).isEqualTo(HERE);
    assertThatThrownBy(() -> SessionToken.decode(most + "," + one))
        .isInstanceOf(MalformedBytes.class)
        .hasMessageContaining("" + SessionToken.TOKENS_MAX);
  }
}
