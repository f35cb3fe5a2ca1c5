package dev.livechatmetrics.streams.topology;

import dev.livechatmetrics.streams.aggregate.Bucket;
import dev.livechatmetrics.streams.aggregate.RunningBucket;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Buckets in memory, by pages: neighbours of one department, so that a chart finds a month in one or two of them. Pages
 * that were not used of late are given up first, and none whose row is yet to be written. For one thread at a time, but for
 * {@link #whole(String, int)}, which any may call.
 */
final class BucketPages {
    private static final int PAGE_BITS = 6;
    static final int PAGE_BUCKETS = 1 << PAGE_BITS;

    private static final int PAGE_BYTES = 400;
    private static final int BUCKET_BYTES = 160;

    /** How many pages are looked at, at a time, for one that can be given up. */
    private static final int LOOKS = 16;

    private final Map<PageId, Page> pages = new ConcurrentHashMap<>();

    /** The same pages, in the order in which they are looked at for one that can be given up. */
    private final Deque<Page> ring = new ArrayDeque<>();

    private final List<Live> changed = new ArrayList<>();
    private final long maxBytes;
    private long bytes;

    /** @param department null for all */
    private record PageId(String department, int page) {
        @Override
        public int hashCode() {
            int hash = (department == null ? 0 : department.hashCode()) * 31 + page * 0x9E37_79B9;
            return hash ^ (hash >>> 15);
        }

        /** As a record's own, which takes several times as long. */
        @Override
        public boolean equals(Object other) {
            return other instanceof PageId id && page == id.page && Objects.equals(department, id.department);
        }
    }

    /** Reads rows: of one bucket, or of a page. */
    interface Rows {
        Bucket read(String department, int number);

        void readAll(String department, int from, int to, Map<Integer, Bucket> into);
    }

    /** A stretch of buckets. */
    static final class Page {
        private final PageId id;

        /** Null once given up. */
        private volatile Live[] buckets = new Live[PAGE_BUCKETS];

        /** Whether every bucket that has a row is here. */
        private volatile boolean whole;

        /** Since it was last looked at; readers may set it at the same time. */
        private boolean used = true;

        private int changed;

        private Page(PageId id) {
            this.id = id;
        }

        private void use() {
            if (!used) {
                used = true;
            }
        }
    }

    /** A bucket in memory: one object, as an event changes four of them. */
    static final class Live extends RunningBucket {
        private final String department;
        private final int number;

        /** Null once given up: conversations keep the buckets in which they count, and must not keep their pages. */
        private Page page;

        private boolean changed;

        private Live(String department, int number, Page page, Bucket bucket) {
            super(bucket);
            this.department = department;
            this.number = number;
            this.page = page;
        }

        String department() {
            return department;
        }

        int number() {
            return number;
        }

        /** Whether this is no more the bucket in memory: another one may be by now. */
        boolean isGivenUp() {
            return page == null;
        }
    }

    BucketPages(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** The bucket of that number, made from its row, or empty where it has none. */
    Live find(String department, int number, Rows rows) {
        Page page = page(department, number >> PAGE_BITS);
        Live live = page.buckets[number & (PAGE_BUCKETS - 1)];
        if (live == null) {
            live = add(page, department, number, page.whole ? Bucket.EMPTY : rows.read(department, number));
        }
        return live;
    }

    /** The buckets of the page in which that number is, null where there is none; not to be kept. */
    Live[] whole(String department, int number, Rows rows) {
        Page page = page(department, number >> PAGE_BITS);
        if (!page.whole) {
            int first = number & -PAGE_BUCKETS;
            Map<Integer, Bucket> read = new HashMap<>();
            rows.readAll(department, first, first + PAGE_BUCKETS - 1, read);
            read.forEach((found, bucket) -> {
                // What is here already may be newer than its row.
                if (page.buckets[found - first] == null) {
                    add(page, department, found, bucket);
                }
            });
            page.whole = true;
        }
        return page.buckets;
    }

    /** The buckets of such a page as their rows are now, kept nowhere. */
    static Live[] read(String department, int number, Rows rows) {
        int first = number & -PAGE_BUCKETS;
        Map<Integer, Bucket> read = new HashMap<>();
        rows.readAll(department, first, first + PAGE_BUCKETS - 1, read);
        Live[] page = new Live[PAGE_BUCKETS];
        read.forEach((found, bucket) -> page[found - first] = new Live(department, found, null, bucket));
        return page;
    }

    /** The same where it is here, else null. */
    Live[] whole(String department, int number) {
        Page page = pages.get(new PageId(department, number >> PAGE_BITS));
        if (page == null || !page.whole) {
            return null;
        }
        page.use();
        return page.buckets;
    }

    void markChanged(Live live) {
        if (!live.changed) {
            live.changed = true;
            live.page.changed++;
            changed.add(live);
        }
    }

    /** Those that have changed since the last call. */
    List<Live> takeChanged() {
        List<Live> taken = List.copyOf(changed);
        for (Live live : taken) {
            live.changed = false;
            live.page.changed--;
        }
        changed.clear();
        return taken;
    }

    /** Gives up pages until the rest is about within its bounds, as far as their rows are written. */
    void shrink() {
        for (int looks = LOOKS; bytes > maxBytes && looks > 0 && !ring.isEmpty(); ) {
            Page page = ring.remove();
            if (page.changed > 0 || page.used) {
                page.used = false;
                ring.add(page);
                looks--;
            } else {
                giveUp(page);
            }
        }
    }

    /** Gives up every page whose rows are all written. */
    void giveUpWritten() {
        ring.removeIf(page -> {
            if (page.changed > 0) {
                return false;
            }
            giveUp(page);
            return true;
        });
    }

    /** Gives up all, changed or not. */
    void clear() {
        ring.forEach(this::giveUp);
        ring.clear();
        changed.clear();
    }

    long bytes() {
        return bytes;
    }

    private Page page(String department, int number) {
        PageId id = new PageId(department, number);
        Page page = pages.get(id);
        if (page == null) {
            page = new Page(id);
            pages.put(id, page);
            ring.add(page);
            bytes += PAGE_BYTES;
        }
        page.use();
        return page;
    }

    private Live add(Page page, String department, int number, Bucket bucket) {
        Live live = new Live(department, number, page, bucket);
        page.buckets[number & (PAGE_BUCKETS - 1)] = live;
        bytes += BUCKET_BYTES;
        return live;
    }

    private void giveUp(Page page) {
        bytes -= PAGE_BYTES;
        for (Live live : page.buckets) {
            if (live != null) {
                live.page = null;
                bytes -= BUCKET_BYTES;
            }
        }
        page.buckets = null;
        pages.remove(page.id);
    }
}
