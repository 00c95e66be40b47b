-- Asks the addresses of a file in turn; {n} in one becomes a number that no other request has.
-- wrk ... -s wrk.lua URL -- FILE FIRST_NUMBER ACCEPT
local threads = 0
function setup(thread)
  thread:set("id", threads)
  threads = threads + 1
end

function init(arguments)
  wrk.headers["Accept"] = arguments[3]
  parts, place = {}, id * 37
  number = tonumber(arguments[2]) + id * 100000000
  for line in io.lines(arguments[1]) do
    local head, tail = line:match("^(.-){n}(.*)$")
    parts[#parts + 1] = head and { head = head, tail = tail } or { whole = wrk.format("GET", line) }
  end
end

function request()
  place, number = place + 1, number + 1
  local part = parts[place % #parts + 1]
  return part.whole or wrk.format("GET", part.head .. string.format("%.0f", number) .. part.tail)
end

function done(summary, latency, _)
  local bad = summary.errors
  io.write(string.format(
    '\n{"requests": %d, "microseconds": %d, "p50": %d, "p99": %d, "failed": %d}\n',
    summary.requests, summary.duration, latency:percentile(50), latency:percentile(99),
    bad.status + bad.connect + bad.read + bad.write + bad.timeout
  ))
end
