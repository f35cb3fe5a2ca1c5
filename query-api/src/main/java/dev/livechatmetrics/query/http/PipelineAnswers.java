package dev.livechatmetrics.query.http;

import dev.livechatmetrics.query.chart.ChartQuestion;
import dev.livechatmetrics.query.chart.Charts;
import dev.livechatmetrics.query.chart.ChartsCompatibility;
import dev.livechatmetrics.query.cluster.Gather;
import dev.livechatmetrics.query.cluster.HttpPeers;
import dev.livechatmetrics.query.cluster.InputPositions;
import dev.livechatmetrics.query.cluster.OwnPartitions;
import dev.livechatmetrics.query.cluster.PeerDoor;
import dev.livechatmetrics.query.cluster.PeerMeter;
import dev.livechatmetrics.query.cluster.PeerSeal;
import dev.livechatmetrics.query.cluster.Peers;
import dev.livechatmetrics.query.cluster.PlacementLocator;
import dev.livechatmetrics.query.cluster.RoutedReads;
import dev.livechatmetrics.query.cluster.UnsharedSecret;
import dev.livechatmetrics.query.listing.ConversationPage;
import dev.livechatmetrics.query.listing.ConversationsQuestion;
import dev.livechatmetrics.query.listing.Cursors;
import dev.livechatmetrics.query.listing.Listed;
import dev.livechatmetrics.query.listing.Listings;
import dev.livechatmetrics.query.series.Series;
import dev.livechatmetrics.query.series.SeriesQuestion;
import dev.livechatmetrics.streams.runtime.Pipeline;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Optional;
import java.util.SortedMap;
import javax.net.ssl.SSLContext;

/**
 * Answers from the pipeline and from other instances once there is a pipeline: the server listens before the pipeline
 * starts, since the pipeline is told under which port others reach it.
 */
public final class PipelineAnswers implements Answers, PeerAnswers {
    /** Of the time to read, what one instance that does not answer may take, so that others can still be asked. */
    private static final int CALLS_IN_READ_TIMEOUT = 4;

    private static final Duration SHORTEST_CALL = Duration.ofMillis(50);

    private static final String STARTING = "The pipeline is starting.";

    private final ZoneId zone;
    private final ChartsCompatibility compatibility;
    private final Duration readTimeout;
    private final Duration standbyMaxLag;
    private final Optional<PeerSeal> seal;
    private final Optional<SSLContext> peerTls;
    private final PeerMeter meter;
    private final Cursors cursors;
    private volatile Running running;
    private volatile boolean stopping;

    private record Running(Pipeline pipeline, Charts charts, Series series, Listings listings, PeerDoor door) {}

    /**
     * @param standbyMaxLag how old the copy of a partition may be that is read where its task is not to be reached
     * @param seal of the secret that instances share; without it no other instance is asked or answered
     * @param peerTls whom to trust where instances speak TLS among themselves; without it they speak plain HTTP
     */
    public PipelineAnswers(
            ZoneId zone,
            ChartsCompatibility compatibility,
            Duration readTimeout,
            Duration standbyMaxLag,
            Optional<PeerSeal> seal,
            Optional<SSLContext> peerTls,
            PeerMeter meter) {
        this.zone = zone;
        this.compatibility = compatibility;
        this.readTimeout = readTimeout;
        this.standbyMaxLag = standbyMaxLag;
        this.seal = seal;
        this.peerTls = peerTls;
        this.meter = meter;
        this.cursors =
                seal.map(shared -> Cursors.with(shared.derivedKey("cursors 1"))).orElseGet(Cursors::ofThisProcess);
    }

    /** From now on, answers come from this pipeline. */
    public void attach(Pipeline pipeline) {
        String applicationId = pipeline.applicationId();
        OwnPartitions own = new OwnPartitions(pipeline.reads(), standbyMaxLag);
        Peers peers = seal.<Peers>map(shared -> HttpPeers.of(peerTls, shared, applicationId, meter))
                .orElseGet(UnsharedSecret::new);
        RoutedReads reads =
                new RoutedReads(own, new PlacementLocator(pipeline.placements()), peers, timeOfACall(readTimeout));
        Gather gather = new Gather(reads, pipeline.partitions(), readTimeout);
        running = new Running(
                pipeline,
                new Charts(gather, compatibility.rendering(zone, InstantSource.system())),
                new Series(gather, zone),
                new Listings(gather),
                seal.map(shared -> new PeerDoor(shared, applicationId, own, Clock.systemUTC()))
                        .orElse(null));
    }

    private static Duration timeOfACall(Duration readTimeout) {
        Duration part = readTimeout.dividedBy(CALLS_IN_READ_TIMEOUT);
        return part.compareTo(SHORTEST_CALL) < 0 ? SHORTEST_CALL : part;
    }

    @Override
    public Charts.Result answer(ChartQuestion question, InputPositions atLeast) {
        Running now = running;
        return now == null
                ? new Charts.Result.Unavailable(STARTING)
                : now.charts().answer(question, atLeast);
    }

    @Override
    public Cursors cursors() {
        return cursors;
    }

    @Override
    public ChartsCompatibility compatibility() {
        return compatibility;
    }

    @Override
    public ZoneId reportingZone() {
        return zone;
    }

    @Override
    public Series.Result series(SeriesQuestion question, InputPositions atLeast) {
        Running now = running;
        return now == null
                ? new Series.Result.Unavailable(STARTING)
                : now.series().answer(question, atLeast);
    }

    @Override
    public Listed<SortedMap<String, Long>> departments(InputPositions atLeast) {
        Running now = running;
        return now == null ? new Listed.Unavailable<>(STARTING) : now.listings().departments(atLeast);
    }

    @Override
    public Listed<ConversationPage> conversations(ConversationsQuestion question, InputPositions atLeast) {
        Running now = running;
        return now == null ? new Listed.Unavailable<>(STARTING) : now.listings().conversations(question, atLeast);
    }

    @Override
    public boolean sharesSecret() {
        return seal.isPresent();
    }

    @Override
    public PeerDoor.Reply answer(PeerDoor.Call call) {
        Running now = running;
        return now == null ? new PeerDoor.Reply.Starting() : now.door().answer(call);
    }

    /** From now on, this instance is not ready, though it still answers. */
    public void stopping() {
        stopping = true;
    }

    @Override
    public String notReadyReason() {
        if (stopping) {
            return "the instance is stopping";
        }
        Running now = running;
        return now == null ? "the pipeline is starting" : now.pipeline().notReadyReason();
    }
}
