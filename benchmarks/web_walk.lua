-- For wrk: ask for addresses of the file WALK, one a line, drawn at random, and say at the end what came of it.
local addresses = {}
for line in io.lines(os.getenv("WALK")) do addresses[#addresses + 1] = line end
local headers = { ["Accept-Encoding"] = "gzip" }

function init(args)
  math.randomseed(tonumber(args[1] or "1"))
end

function request()
  return wrk.format("GET", addresses[math.random(#addresses)], headers)
end

function done(summary, latency, requests)
  local failed = summary.errors
  io.write(string.format(
    '\n{"requests": %d, "seconds": %.3f, "median": %.3f, "late": %.3f, "longest": %.3f, "refused": %d, "lost": %d}\n',
    summary.requests, summary.duration / 1e6, latency:percentile(50) / 1e3, latency:percentile(99) / 1e3,
    latency.max / 1e3, failed.status, failed.connect + failed.read + failed.write + failed.timeout))
end
