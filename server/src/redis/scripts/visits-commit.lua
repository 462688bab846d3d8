--[[
The roll-up's one commit: hours of visits and how far the logs were read for them, or nothing.

KEYS[1] history hash   KEYS[2..] hashes of days
ARGV[1..3] position in the impact log, in the activity log and commit number it was worked out from
ARGV[4..5] both positions after it   ARGV[6] level of the panel
then for each day: its number, number of hours, and for each: hour of the day, packed visits

All values are absolute, so that doing the same again writes the same. Each hour gets the commit's
number as its revision (field `<hour>r`); a day's bytes are kept in the history, so that its size is
known. Returns 1 when committed, 0 when another run was faster or Redis has gone back.
]]
for i = 1, #KEYS do
  local kind = redis.call('TYPE', KEYS[i])['ok']
  if kind ~= 'hash' and kind ~= 'none' then return redis.error_reply('WRONGKEY ' .. KEYS[i] .. ' is a ' .. kind) end
end
local state = redis.call('HMGET', KEYS[1], 'impact', 'activity', 'commit')
if (state[1] or '') ~= ARGV[1] or (state[2] or '') ~= ARGV[2] or (state[3] or '0') ~= ARGV[3] then return 0 end

local commit = tonumber(ARGV[3]) + 1
redis.call('HSET', KEYS[1], 'impact', ARGV[4], 'activity', ARGV[5], 'commit', commit, 'level', ARGV[6])
local at = 7
for i = 2, #KEYS do
  local day, hours, grown = ARGV[at], tonumber(ARGV[at + 1]), 0
  for _ = 1, hours do
    local hour, visits = ARGV[at + 2], ARGV[at + 3]
    grown = grown + #visits - redis.call('HSTRLEN', KEYS[i], hour)
    redis.call('HSET', KEYS[i], hour, visits, hour .. 'r', commit)
    at = at + 2
  end
  redis.call('HINCRBY', KEYS[1], 'd' .. day, grown)
  at = at + 2
end
return 1
