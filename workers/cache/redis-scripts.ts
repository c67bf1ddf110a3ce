// What Redis does in one step for sdk.cache. Beside the entries, whose time Redis itself ends, each tenant has two books: a
// hash with what every entry takes (under the empty name: their sum) and a sorted set with when each ends.
// KEYS: the entry, the ends, the sizes. ARGV begins with the entry's name.
import { cacheLimits } from "#lib/cache/cache-limits.ts";

const books = `
local entry, ends, sizes, name = KEYS[1], KEYS[2], KEYS[3], ARGV[1]

local function forget(gone)
  redis.call('ZREM', ends, gone)
  local size = redis.call('HGET', sizes, gone)
  -- To count down a book that is not there would make one that never ends.
  if not size then return end
  redis.call('HDEL', sizes, gone)
  redis.call('HINCRBY', sizes, '', 0 - tonumber(size))
end

local function sweep(most)
  local time = redis.call('TIME')
  local now = time[1] * 1000 + math.floor(time[2] / 1000)
  for _, gone in ipairs(redis.call('ZRANGEBYSCORE', ends, '-inf', now, 'LIMIT', 0, most)) do forget(gone) end
  return now
end

local function hasRoom(size)
  local used = tonumber(redis.call('HGET', sizes, '') or '0')
  local old = tonumber(redis.call('HGET', sizes, name) or '0')
  return used - old + size <= ${cacheLimits.tenantBytes}
end

local function makesRoom(size)
  sweep(50)
  if hasRoom(size) then return true end
  sweep(-1)
  return hasRoom(size)
end

local function book(size, endsAt)
  forget(name)
  redis.call('HSET', sizes, name, size)
  redis.call('HINCRBY', sizes, '', size)
  redis.call('ZADD', ends, endsAt, name)
  redis.call('PEXPIRE', sizes, ${cacheLimits.ttlSeconds * 1_000 + 60_000})
  redis.call('PEXPIRE', ends, ${cacheLimits.ttlSeconds * 1_000 + 60_000})
end
`;

/** ARGV: name, JSON, milliseconds, size. Answers `ok` or `full`. */
export const setScript = `${books}
local size = tonumber(ARGV[4])
if not makesRoom(size) then return 'full' end
book(size, sweep(0) + tonumber(ARGV[3]))
redis.call('SET', entry, ARGV[2], 'PX', ARGV[3])
return 'ok'
`;

/** ARGV: name, by, milliseconds, size. Answers the new number, or what is wrong. */
export const incrementScript = `${books}
local json = redis.call('GET', entry)
if json and not string.match(json, '^-?%d+$') then return 'not_an_integer' end
local value = tonumber(json or '0') + tonumber(ARGV[2])
if math.abs(value) > ${Number.MAX_SAFE_INTEGER} then return 'overflow' end
local size = tonumber(ARGV[4])
if not makesRoom(size) then return 'full' end
local text = string.format('%.0f', value)
if json then
  book(size, redis.call('ZSCORE', ends, name) or sweep(0) + redis.call('PTTL', entry))
  redis.call('SET', entry, text, 'KEEPTTL')
else
  book(size, sweep(0) + tonumber(ARGV[3]))
  redis.call('SET', entry, text, 'PX', ARGV[3])
end
return text
`;

/** ARGV: name. Answers how many there were. */
export const deleteScript = `${books}
local count = redis.call('DEL', entry)
forget(name)
return tostring(count)
`;
