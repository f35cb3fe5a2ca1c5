package dev.livechatmetrics.schemas.rocketchat;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageTest {
    private static final String START = "{\"_id\":\"M\",\"rid\":\"R\",\"ts\":{\"$date\":\"2025-10-01T10:00:00Z\"},"
            + "\"_updatedAt\":{\"$date\":\"2025-10-01T10:05:00Z\"},\"u\":{\"_id\":\"A\",\"username\":\"a\",\"name\":\"Ann\"}";
    private static final String AGENTS =
            "{'type':'message.sent','messageId':'M','at':'10:00:00.000Z','sender':'agent','senderId':'A'}";
    private static final String VISITORS =
            "{'type':'message.sent','messageId':'M','at':'10:00:00.000Z','sender':'visitor'}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "an agent's | 'msg':'connected'",
                "a bot's | 'msg':'x','bot':{'i':'integration'}",
                "an agent's in a thread | 'msg':'x','tmid':'M0','token':null,'t':''",
            })
    void shouldTellAMessageOfTheWorkspace(String whose, String more) {
        assertThat(Told.message(START + "," + more.replace('\'', '"') + "}")).containsExactly(AGENTS);
    }

    @Test
    void shouldTellAVisitorsMessageByItsToken() {
        assertThat(Told.message(START + ",\"msg\":\"x\",\"token\":\"secret\",\"alias\":\"Ann\"}"))
                .containsExactly(VISITORS);
    }

    @Test
    void shouldTellAnEdit() {
        assertThat(Told.message(
                        START + ",\"editedAt\":{\"$date\":\"2025-10-01T10:01:00Z\"},\"editedBy\":{\"_id\":\"A\"}}"))
                .containsExactly(
                        AGENTS,
                        "{'type':'message.edited','eventId':'rc:edited:M:1759312860000','at':'10:01:00.000Z',"
                                + "'messageId':'M'}");
    }

    @Test
    void shouldTellADeletionThatIsShown() {
        assertThat(Told.message(
                        START + ",\"t\":\"rm\",\"token\":\"x\",\"editedAt\":{\"$date\":\"2025-10-01T10:01:00Z\"}}"))
                .containsExactly(
                        VISITORS,
                        "{'type':'message.deleted','eventId':'rc:deleted:M:1759312860000','at':'10:01:00.000Z',"
                                + "'messageId':'M'}");
    }

    @Test
    void shouldTellADeletionThatIsHidden() {
        assertThat(Told.message(START + ",\"msg\":\"x\",\"_hidden\":true}"))
                .containsExactly(
                        AGENTS,
                        "{'type':'message.deleted','eventId':'rc:deleted:M:1759313100000','at':'10:05:00.000Z',"
                                + "'messageId':'M'}");
    }

    @Test
    void shouldPassOverAnEarlierVersion() {
        assertThat(Told.message(START + ",\"msg\":\"x\",\"_hidden\":true,\"parent\":\"M0\"}"))
                .containsExactly("nothing: EARLIER_VERSION");
    }

    @Test
    void shouldTellThatAnAgentWasConnected() {
        assertThat(Told.message(START + ",\"t\":\"command\",\"msg\":\"connected\"}"))
                .containsExactly(
                        "{'type':'conversation.assigned','eventId':'rc:connected:M','at':'10:00:00.000Z','agentId':'A'}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'scope':'queue' | conversation.queued |",
                "'scope':'agent','transferredTo':{'_id':'B'} | conversation.transferred |",
                "'scope':'department','previousDepartment':'x','nextDepartment':{'_id':'sales','name':'n'}"
                        + " | conversation.transferred | ,'departmentId':'sales'",
            })
    void shouldTellATransfer(String data, String type, String more) {
        assertThat(Told.message(START + ",\"t\":\"livechat_transfer_history\",\"transferData\":{"
                        + data.replace('\'', '"') + "}}"))
                .containsExactly("{'type':'" + type + "','eventId':'rc:transfer:M','at':'10:00:00.000Z'"
                        + (more == null ? "" : more) + "}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "livechat-started",
                "livechat-close",
                "livechat_navigation_history",
                "livechat_transfer_history_fallback",
                "livechat_video_call",
                "command",
                "uj",
                "ul",
                "omnichannel_placed_chat_on_hold"
            })
    void shouldPassOverWhatRocketChatSays(String kind) {
        assertThat(Told.message(START + ",\"t\":\"" + kind + "\",\"msg\":\"promptTranscript\",\"token\":\"x\"}"))
                .containsExactly("nothing: SYSTEM_MESSAGE");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'rid':'R','ts':{'$date':0}} | \"_id\" is missing",
                "{'_id':'M','ts':{'$date':0}} | \"rid\" is missing",
                "{'_id':'M','rid':'R'} | \"ts\" is missing",
                "{'_id':'R','t':'l','ts':{'$date':0}} | \"rid\" is missing",
                "{'_id':'M','rid':'R','ts':{'$date':0},'u':7} | \"u\" is not an object",
                "{'_id':'M','rid':['secret'],'ts':{'$date':0}} | \"rid\" is not a text",
            })
    void shouldRefuseWithTheFieldAndNeverAValue(String json, String reason) {
        assertThat(Told.message(json.replace('\'', '"'))).containsExactly("refused: " + reason);
    }
}
