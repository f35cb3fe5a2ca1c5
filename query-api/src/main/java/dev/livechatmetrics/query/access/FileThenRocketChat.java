package dev.livechatmetrics.query.access;

/**
 * The file of users first: whose token it has, it decides alone, whatever Rocket.Chat says. Everybody else is Rocket.Chat's
 * to judge, within the departments that the file names for him.
 */
public final class FileThenRocketChat implements Access {
    private final UsersFile file;
    private final Access rocketChat;

    public FileThenRocketChat(UsersFile file, Access rocketChat) {
        this.file = file;
        this.rocketChat = rocketChat;
    }

    @Override
    public Decision decide(String userId, String token) {
        if (userId == null || file.hasTokenOf(userId)) {
            return file.decide(userId, token);
        }
        Decision decision = rocketChat.decide(userId, token);
        return decision instanceof Decision.Allowed ? new Decision.Allowed(file.limitsOf(userId)) : decision;
    }
}
