--[[
Forgets minutes of days, or hours of periods.

KEYS[1] state hash   KEYS[2..] keys to forget
ARGV[1..2] the first hour that is still there behind the minutes and the hours forgotten; 0: none are
ARGV[3..] the fields of their sizes in the state

Remembers, as `minutesFrom` and `hoursFrom` in the state, since when each is whole.
]]
for i, field in ipairs({ 'minutesFrom', 'hoursFrom' }) do
  local known = tonumber(redis.call('HGET', KEYS[1], field) or '0')
  if tonumber(ARGV[i]) > known then redis.call('HSET', KEYS[1], field, ARGV[i]) end
end
for i = 2, #KEYS do
  redis.call('UNLINK', KEYS[i])
  redis.call('HDEL', KEYS[1], ARGV[i + 1])
end
return 1
