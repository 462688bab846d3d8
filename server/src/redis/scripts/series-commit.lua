--[[
The series' one commit: packed hours, new slices, and how far each partition's cells were read for
them, or nothing.

KEYS[1] state hash   KEYS[2] list of slices   KEYS[3..] hashes of minutes or hours
ARGV[1] commit number it was worked out from
ARGV[2] slices there were, ARGV[3] number of new ones, then their names
then the number of positions, and for each: field, stream id
then for each of KEYS[3..]: its field in the state, number of packed values, and for each: field, value

All values are absolute, so that doing the same again writes the same. A key's bytes are kept in the
state, so that its size is known. Returns 1 when committed, 0 when another run was faster or Redis
has gone back.
]]
for i = 1, #KEYS do
  local kind = redis.call('TYPE', KEYS[i])['ok']
  local expected = i == 2 and 'list' or 'hash'
  if kind ~= expected and kind ~= 'none' then return redis.error_reply('WRONGKEY ' .. KEYS[i] .. ' is a ' .. kind) end
end
if (redis.call('HGET', KEYS[1], 'commit') or '0') ~= ARGV[1] then return 0 end
if redis.call('LLEN', KEYS[2]) ~= tonumber(ARGV[2]) then return 0 end

redis.call('HSET', KEYS[1], 'commit', tonumber(ARGV[1]) + 1)
local at = 4
for _ = 1, tonumber(ARGV[3]) do
  redis.call('RPUSH', KEYS[2], ARGV[at])
  at = at + 1
end
local positions = tonumber(ARGV[at])
at = at + 1
for _ = 1, positions do
  redis.call('HSET', KEYS[1], ARGV[at], ARGV[at + 1])
  at = at + 2
end
for i = 3, #KEYS do
  local size, values, grown = ARGV[at], tonumber(ARGV[at + 1]), 0
  at = at + 2
  for _ = 1, values do
    grown = grown + #ARGV[at + 1] - redis.call('HSTRLEN', KEYS[i], ARGV[at])
    redis.call('HSET', KEYS[i], ARGV[at], ARGV[at + 1])
    at = at + 2
  end
  redis.call('HINCRBY', KEYS[1], size, grown)
end
return 1
