package dev.livechatmetrics.query.listing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.livechatmetrics.query.cluster.PeerSeal;
import dev.livechatmetrics.streams.topology.OpeningKey;
import java.util.Base64;
import org.junit.jupiter.api.Test;

final class CursorsTest {
    private static final OpeningKey PLACE = new OpeningKey(1_759_312_800_123L, "conversation of ünother");

    private final Cursors cursors = Cursors.ofThisProcess();

    @Test
    void shouldReadWhatItGave() {
        assertThat(cursors.read(cursors.text(PLACE))).contains(PLACE);
        assertThat(cursors.read(cursors.text(new OpeningKey(0, "c")))).contains(new OpeningKey(0, "c"));
    }

    /** The last conversation that was looked at may be one of which whoever asks may not hear. */
    @Test
    void shouldSayNothingOfThePlace() {
        String text = cursors.text(PLACE);

        byte[] bytes = Base64.getUrlDecoder().decode(text);
        assertThat(new String(bytes, ISO_8859_1)).doesNotContain("conversation");
        assertThat(cursors.text(PLACE)).as("of the same place").isNotEqualTo(text);
    }

    @Test
    void shouldReadNothingThatWasMadeUp() {
        byte[] bytes = Base64.getUrlDecoder().decode(cursors.text(PLACE));
        for (int i = 0; i < bytes.length; i++) {
            byte[] changed = bytes.clone();
            changed[i] ^= 1;
            assertThat(cursors.read(Base64.getUrlEncoder().encodeToString(changed)))
                    .as("with another byte %d", i)
                    .isEmpty();
        }
        assertThat(cursors.read("")).isEmpty();
        assertThat(cursors.read("AAAA")).isEmpty();
        assertThat(cursors.read("no base64!")).isEmpty();
        assertThat(Cursors.ofThisProcess().read(cursors.text(PLACE))).isEmpty();
    }

    @Test
    void shouldBeTheSameWhereTheSecretIs() {
        Cursors one = Cursors.with(new PeerSeal("secret").derivedKey("cursors 1"));
        Cursors same = Cursors.with(new PeerSeal("secret").derivedKey("cursors 1"));

        assertThat(same.read(one.text(PLACE))).contains(PLACE);
        assertThat(Cursors.with(new PeerSeal("other").derivedKey("cursors 1")).read(one.text(PLACE)))
                .isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> Cursors.with(new byte[16]));
    }
}
