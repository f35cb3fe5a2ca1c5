package dev.livechatmetrics.query.access;

/** What came of the question who asks. */
public sealed interface Decision {
    Decision NOT_LOGGED_IN = new NotLoggedIn();
    Decision NO_PERMISSION = new NoPermission();

    /** Nobody is known by that id and token. */
    record NotLoggedIn() implements Decision {}

    /** Who asks is known, and may see no charts. */
    record NoPermission() implements Decision {}

    /** Who asks may see charts of these departments. */
    record Allowed(AllowedDepartments departments) implements Decision {}

    /** It cannot be found out now; {@code reason} is a sentence for whoever asks. */
    record Unknown(String reason) implements Decision {}
}
