package dev.livechatmetrics.schemas.rocketchat;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoomTest {
    private static final String OPENED = "{'type':'conversation.opened','eventId':'rc:opened','at':'10:00:00.000Z'}";

    @Test
    void shouldTellAllThatAClosedRoomImplies() {
        assertThat(Told.room("""
                {"_id":"R","t":"l","msgs":4,"usersCount":2,"fname":"Ann","ts":{"$date":"2025-10-01T10:00:00Z"},
                "lm":{"$date":"2025-10-01T10:09:00Z"},"departmentId":"sales","v":{"_id":"V","username":"guest","token":"x"},
                "queuedAt":{"$date":"2025-10-01T10:02:00Z"},
                "servedBy":{"_id":"A","username":"a","ts":{"$date":"2025-10-01T10:03:00.001Z"}},
                "closedAt":{"$date":"2025-10-01T10:10:00Z"},"closer":"user","closedBy":{"_id":"A","username":"a"},
                "metrics":{"v":{"lq":{"$date":"2025-10-01T10:00:01Z"}},"chatDuration":600,"response":{"avg":1}},
                "_updatedAt":{"$date":"2025-10-01T10:11:00Z"}}"""))
                .containsExactly(
                        OPENED,
                        "{'type':'conversation.queued','eventId':'rc:queued:1759312920000','at':'10:02:00.000Z'}",
                        "{'type':'conversation.assigned','eventId':'rc:assigned:A:1759312980001','at':'10:03:00.001Z',"
                                + "'agentId':'A'}",
                        "{'type':'conversation.closed','eventId':'rc:closed:1759313400000','at':'10:10:00.000Z',"
                                + "'closedBy':'agent'}",
                        "{'type':'conversation.transferred','eventId':'rc:department:sales:1759313460000',"
                                + "'at':'10:11:00.000Z','departmentId':'sales'}");
    }

    @Test
    void shouldTellTheLatestTimeThatItKnowsWhereItsChangeIsNotDated() {
        assertThat(Told.room("""
                {"_id":"R","t":"l","ts":{"$date":"2025-10-01T10:00:00Z"},"queuedAt":{"$date":"2025-10-01T10:00:00Z"},
                "open":true}"""))
                .containsExactly(
                        OPENED,
                        "{'type':'conversation.transferred','eventId':'rc:department::1759312800000',"
                                + "'at':'10:00:00.000Z','departmentId':null}");
    }

    /** Its closedAt is gone; the duration that was worked out from it stays. */
    @Test
    void shouldTellTheLastCloseOfARoomThatWasOpenedAgain() {
        assertThat(Told.room("""
                {"_id":"R","t":"l","ts":{"$date":"2025-10-01T10:00:00Z"},"open":true,
                "metrics":{"chatDuration":{"$numberDouble":"61.001"}},"_updatedAt":{"$date":"2025-10-01T12:00:00Z"}}"""))
                .contains(
                        "{'type':'conversation.closed','eventId':'rc:closed-before-reopening:1759312861001',"
                                + "'at':'10:01:01.001Z'}",
                        "{'type':'conversation.reopened','eventId':'rc:reopened:1759312861001','at':'10:01:01.001Z'}");
    }

    @ParameterizedTest
    @CsvSource({
        "user, A, agent",
        "user, rocket.cat, system",
        "visitor, V, visitor",
    })
    void shouldTellWhoClosed(String closer, String closedBy, String told) {
        assertThat(Told.room("{\"_id\":\"R\",\"t\":\"l\",\"ts\":{\"$date\":0},\"closedAt\":{\"$date\":1},\"closer\":\""
                        + closer + "\",\"closedBy\":{\"_id\":\"" + closedBy + "\"}}"))
                .anyMatch(event -> event.endsWith("'closedBy':'" + told + "'}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"$date\":\"2025-10-01T10:00:00Z\"}",
                "{\"$date\":\"2025-10-01T12:00:00.000+02:00\"}",
                "{\"$date\":\"2025-10-01T12:00:00.000+0200\"}",
                "{\"$date\":{\"$numberLong\":\"1759312800000\"}}",
                "{ \"$date\" : 1759312800000 }",
                "\"2025-10-01T10:00:00.000Z\"",
                "1759312800000"
            })
    void shouldReadEveryFormOfADate(String date) {
        assertThat(Told.room("{\"_id\":\"R\",\"t\":\"l\",\"ts\":" + date + "}")).contains(OPENED);
    }

    @Test
    void shouldReadAnObjectId() {
        assertThat(Told.room("{\"_id\":{\"$oid\":\"5f0\"},\"t\":\"l\",\"ts\":{\"$date\":0}}")
                        .get(0))
                .contains("'conversationId':'5f0'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"c", "d", "p", "v"})
    void shouldPassOverRoomsThatAreNoLivechats(String kind) {
        assertThat(Told.room("{\"_id\":\"R\",\"t\":\"" + kind + "\"}")).containsExactly("nothing: NO_LIVECHAT");
    }

    @Test
    void shouldTellNoDateWithoutATimeOfAnOldAssignment() {
        assertThat(Told.room("{\"_id\":\"R\",\"t\":\"l\",\"ts\":{\"$date\":0},\"servedBy\":{\"_id\":\"A\"}}"))
                .noneMatch(event -> event.contains("assigned"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'_id':'R'} | \"t\" is missing",
                "{'t':'l','ts':{'$date':0}} | \"_id\" is missing",
                "{'_id':'R','t':'l'} | \"ts\" is missing",
                "{'_id':'R','t':'l','ts':7.5} | \"ts\" is not a date",
                "{'_id':'R','t':'l','ts':{'$date':'secret'}} | \"ts\" is not a date",
                "{'_id':'R','t':'l','ts':{'$date':1.5}} | \"ts\" is not a date",
                "{'_id':'R','t':'l','ts':{}} | \"ts\" is not a date",
                "{'_id':'R','t':'l','ts':{'$date':{'$numberLong':'9223372036854775807'}}} | \"ts\" is outside the years 0 to 9999",
                "{'_id':7,'t':'l'} | \"_id\" is not a text",
                "{'_id':'','t':'l'} | \"_id\" is not a text of 1 to 256 bytes",
                "{'_id':'R','t':'l','ts':{'$date':0},'servedBy':'secret'} | \"servedBy\" is not an object",
                "{'_id':'R','t':'l','ts':{'$date':0},'metrics':{'chatDuration':'secret'}} | \"metrics.chatDuration\" is not a number",
                "secret | is not JSON, near byte 1",
                "{'_id':'R' | is not JSON, near byte 11",
                "[] | is not a JSON object",
                "{'_id':'R','t':'c'} {} | goes on after its object",
                "{'_id':'M','rid':'R','t':'uj','ts':{'$date':0}} | is a message, by its \"rid\", and not a room",
            })
    void shouldRefuseWithTheFieldAndNeverAValue(String json, String reason) {
        assertThat(Told.room(json.replace('\'', '"'))).isEqualTo(List.of("refused: " + reason));
    }

    /** As a shell of Windows writes what a program says. */
    @Test
    void shouldRefuseWhatIsNotUtf8() {
        String room = "{\"_id\":\"R\",\"t\":\"l\",\"ts\":{\"$date\":0}}";
        for (Charset charset : List.of(UTF_16, UTF_16LE, UTF_16BE, Charset.forName("UTF-32"))) {
            byte[] bytes = room.getBytes(charset);
            assertThat(Told.told(RocketChat.room(bytes, 0, bytes.length))).containsExactly("refused: is not UTF-8");
        }
        assertThat(Told.room("\uFEFF" + room)).hasSize(2);
    }

    @Test
    void shouldRefuseWhatIsTooLongForAnIdentity() {
        String department = "d".repeat(250);
        assertThat(Told.room(
                        "{\"_id\":\"R\",\"t\":\"l\",\"ts\":{\"$date\":0},\"departmentId\":\"" + department + "\"}"))
                .containsExactly("refused: \"departmentId\" is too long to be a part of an event's identity");
    }
}
