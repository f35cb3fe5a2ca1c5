package dev.livechatmetrics.schemas.rocketchat;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebhookTest {
    private static final String OPENED = "{'type':'conversation.opened','eventId':'rc:opened','at':'10:00:00.000Z'}";
    private static final String VISITOR =
            "\"visitor\":{\"_id\":\"V\",\"token\":\"secret\",\"name\":\"Ann\",\"username\":\"guest\",\"email\":[]}";

    private static String webhook(String type, String more) {
        return "{\"_id\":\"R\",\"label\":\"Ann\",\"createdAt\":\"2025-10-01T10:00:00.000Z\","
                + "\"lastMessageAt\":\"2025-10-01T10:04:00.000Z\"," + VISITOR + ",\"type\":\"" + type + "\","
                + more.replace('\'', '"') + "}";
    }

    @Test
    void shouldTellAllOfAClosedSession() {
        assertThat(Told.webhook(webhook(
                        "LivechatSession",
                        "'messages':[{'_id':'M1','username':'guest','msg':'x','ts':'2025-10-01T10:00:01.000Z'},"
                                + "{'_id':'M2','username':'a','agentId':'A','ts':'2025-10-01T10:01:00.000Z',"
                                + "'editedAt':'2025-10-01T10:02:00.000Z'},"
                                + "{'_id':'M3','agentId':'A','ts':'2025-10-01T10:05:00.002Z','closingMessage':true}],"
                                + "'departmentId':'sales',"
                                + "'servedBy':{'_id':'A','username':'a','ts':'2025-10-01T10:00:30.000Z'},"
                                + "'closedAt':'2025-10-01T10:05:00.000Z','closer':'visitor','closedBy':{'_id':'V'}")))
                .containsExactly(
                        OPENED,
                        "{'type':'conversation.assigned','eventId':'rc:assigned:A:1759312830000','at':'10:00:30.000Z',"
                                + "'agentId':'A'}",
                        "{'type':'conversation.closed','eventId':'rc:closed:1759313100000','at':'10:05:00.000Z',"
                                + "'closedBy':'visitor'}",
                        "{'type':'conversation.transferred','eventId':'rc:department:sales:1759313100000',"
                                + "'at':'10:05:00.000Z','departmentId':'sales'}",
                        "{'type':'message.sent','messageId':'M1','at':'10:00:01.000Z','sender':'visitor'}",
                        "{'type':'message.sent','messageId':'M2','at':'10:01:00.000Z','sender':'agent','senderId':'A'}",
                        "{'type':'message.edited','eventId':'rc:edited:M2:1759312920000','at':'10:02:00.000Z',"
                                + "'messageId':'M2'}");
    }

    @Test
    void shouldTellAReturnToTheQueueAtItsLastMessage() {
        assertThat(Told.webhook(webhook("LivechatSessionQueued", "'messages':[]")))
                .containsExactly(
                        OPENED,
                        "{'type':'conversation.queued','eventId':'rc:queued:1759313040000','at':'10:04:00.000Z'}",
                        "{'type':'conversation.transferred','eventId':'rc:department::1759313040000',"
                                + "'at':'10:04:00.000Z','departmentId':null}");
    }

    @Test
    void shouldTellWhomItWasForwardedFrom() {
        assertThat(Told.webhook(webhook(
                        "LivechatSessionForwarded",
                        "'messages':[],'oldServedBy':{'_id':'A','ts':'2025-10-01T10:00:30.000Z'},"
                                + "'servedBy':{'_id':'B','ts':'2025-10-01T10:04:00.000Z'}")))
                .anyMatch(event -> event.contains("rc:assigned:A:1759312830000"))
                .anyMatch(event -> event.contains("rc:assigned:B:1759313040000"));
    }

    /** Only an open conversation is taken, so a close among its messages was followed by a re-opening. */
    @Test
    void shouldTellAReopening() {
        assertThat(Told.webhook(webhook(
                        "LivechatSessionTaken",
                        "'messages':[{'_id':'M3','ts':'2025-10-01T10:03:00.002Z','closingMessage':true}]")))
                .contains(
                        "{'type':'conversation.reopened','eventId':'rc:reopened:1759312980002','at':'10:03:00.002Z'}");
    }

    /** Types that do not promise it say nothing of a department by its absence. */
    @ParameterizedTest
    @CsvSource({"Message", "LivechatEdit", "LeadCapture"})
    void shouldLeaveTheDepartmentAsItIs(String type) {
        assertThat(Told.webhook(webhook(type, "'messages':[]"))).containsExactly(OPENED);
    }

    @Test
    void shouldPassOverPagesThatTheVisitorWentTo() {
        assertThat(Told.webhook(webhook(
                        "Message",
                        "'messages':[{'_id':'M','ts':'2025-10-01T10:00:01.000Z','navigation':{'page':{}}}]")))
                .containsExactly(OPENED);
    }

    @Test
    void shouldPassOverTheSampleOfTheTestButton() {
        assertThat(Told.webhook("""
                {"type":"LivechatSession","_id":"fasd6f5a4sd6f8a4sdf","label":"title","createdAt":"2025-10-01T10:00:00.000Z",
                "lastMessageAt":"2025-10-01T10:00:00.000Z","tags":["tag1"],"visitor":{"_id":"","name":"visitor name"},
                "agent":{"_id":"asdf89as6df8"},
                "messages":[{"username":"visitor-username","msg":"message content","ts":"2025-10-01T10:00:00.000Z"}]}""")).containsExactly("nothing: TEST");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'type':'LivechatOfflineMessage','visitor':{'name':'Ann'},'message':'x'}",
                "{'type':'LivechatSomethingNew'}",
                "{}",
            })
    void shouldPassOverTypesOfNoConversation(String json) {
        assertThat(Told.webhook(json.replace('\'', '"'))).containsExactly("nothing: NO_CONVERSATION");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'type':'Message','createdAt':'2025-10-01T10:00:00Z'} | \"_id\" is missing",
                "{'type':'Message','_id':'R'} | \"createdAt\" is missing",
                "{'type':'Message','_id':'R','createdAt':'secret'} | \"createdAt\" is not a date",
                "{'type':'Message','_id':'R','createdAt':'2025-10-01T10:00:00Z','messages':{}} | \"messages\" is not a list",
                "{'type':'Message','_id':'R','createdAt':'2025-10-01T10:00:00Z','messages':[7]} | \"messages[0]\" is not an object",
                "{'type':'Message','_id':'R','createdAt':'2025-10-01T10:00:00Z','messages':[{'_id':'M'}]} | \"messages[0].ts\" is missing",
                "{'type':'Message','_id':'R','createdAt':'2025-10-01T10:00:00Z','messages':[{'ts':'2025-10-01T10:00:00Z'}]} | \"messages[0]._id\" is missing",
                "{'type':'Message' | is not JSON, near byte 18",
                "7 | is not a JSON object",
            })
    void shouldRefuseWithTheFieldAndNeverAValue(String json, String reason) {
        assertThat(Told.webhook(json.replace('\'', '"'))).containsExactly("refused: " + reason);
    }
}
