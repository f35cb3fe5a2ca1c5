-- Asks for each of the paths in turn, and says in one line what came of it: requests, microseconds, failures and the
-- 50th and 99th percentile of the microseconds that an answer took.
local requests = {}
local last = 0

function init(args)
    for i = 1, #args do
        requests[i] = wrk.format("GET", args[i])
    end
end

function request()
    last = last % #requests + 1
    return requests[last]
end

function done(summary, latency, threads)
    local errors = summary.errors
    print(string.format("RESULT %d %d %d %d %d", summary.requests, summary.duration,
        errors.connect + errors.read + errors.write + errors.status + errors.timeout,
        latency:percentile(50), latency:percentile(99)))
end
