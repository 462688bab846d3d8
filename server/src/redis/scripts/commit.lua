--[[
The fold's one commit: effects and cursor together, or nothing.

KEYS[1] state hash   KEYS[2] index   KEYS[3] impact   KEYS[4] activity   KEYS[5] events   KEYS[6] cells
KEYS[7] dead letters KEYS[8] failed bitmap of the day   KEYS[9] signals stream

ARGV[1] cursor the fold started from ('' at the very first commit)
ARGV[2] commit number the fold started from
ARGV[3] cursor after it
ARGV[4] signals folded   ARGV[5] batches parked
ARGV[6..10] packed entry for index, impact, activity, events, cells ('' adds none)
ARGV[11] failed bits to set: packed little-endian 32-bit offsets
ARGV[12] seconds to keep the failed bitmap   ARGV[13] most dead letters to keep
ARGV[14] number of dead letters, then for each: reason, original entry id, packed bytes

All values are absolute, so that running the same fold again writes the same. Returns 1 when
committed, 0 when the partition has moved on (or back) and the fold must read again.
]]
local function kind_is(key, expected)
  local kind = redis.call('TYPE', key)['ok']
  return kind == expected or kind == 'none'
end
-- Checked before the first write, because a script that fails midway keeps what it wrote.
local expected = { 'hash', 'stream', 'stream', 'stream', 'stream', 'stream', 'stream', 'string', 'stream' }
for i = 1, #KEYS do
  if not kind_is(KEYS[i], expected[i]) then
    return redis.error_reply('WRONGKEY ' .. KEYS[i] .. ' is not a ' .. expected[i])
  end
end

local state = redis.call('HMGET', KEYS[1], 'cursor', 'commit')
if (state[1] or '') ~= ARGV[1] or (state[2] or '0') ~= ARGV[2] then return 0 end

redis.call('HSET', KEYS[1], 'cursor', ARGV[3], 'commit', tonumber(ARGV[2]) + 1)
redis.call('HINCRBY', KEYS[1], 'folded', ARGV[4])
if ARGV[5] ~= '0' then redis.call('HINCRBY', KEYS[1], 'parked', ARGV[5]) end
for i = 2, 6 do
  if ARGV[i + 4] ~= '' then redis.call('XADD', KEYS[i], '*', 'b', ARGV[i + 4]) end
end
if ARGV[11] ~= '' then
  for i = 1, #ARGV[11], 4 do
    redis.call('SETBIT', KEYS[8], (struct.unpack('<I4', ARGV[11], i)), 1)
  end
  redis.call('EXPIRE', KEYS[8], ARGV[12])
end
local at = 15
for _ = 1, tonumber(ARGV[14]) do
  redis.call('XADD', KEYS[7], 'MAXLEN', ARGV[13], '*', 'reason', ARGV[at], 'entry', ARGV[at + 1], 'b', ARGV[at + 2])
  at = at + 3
end
return 1
