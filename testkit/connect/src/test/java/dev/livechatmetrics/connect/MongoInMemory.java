package dev.livechatmetrics.connect;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import java.util.Map;
import org.bson.Document;

/**
 * A stand-in for MongoDB, reached over its own protocol. It has change streams of a collection, of insertions and deletions;
 * not what a document has become by an update, no pre-images, and no name of the collection in a change.
 */
final class MongoInMemory implements AutoCloseable {
    static final String DATABASE = "rocketchat";

    private final MongoServer server = new MongoServer(new MemoryBackend());
    private final MongoClient client;

    MongoInMemory() {
        server.enableOplog();
        server.bind("127.0.0.1", 0);
        client = MongoClients.create(url());
    }

    String url() {
        return "mongodb://127.0.0.1:" + server.getLocalAddress().getPort();
    }

    /** {@code json}: one document in Extended JSON. */
    void insert(String collection, String json) {
        database().getCollection(collection).insertOne(Document.parse(json));
    }

    void delete(String collection, String id) {
        database().getCollection(collection).deleteOne(new Document(Map.of("_id", id)));
    }

    private MongoDatabase database() {
        return client.getDatabase(DATABASE);
    }

    @Override
    public void close() {
        client.close();
        server.shutdownNow();
    }
}
