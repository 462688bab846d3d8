--[[
Forgets minutes of days, or hours of periods.

KEYS[1] state hash   KEYS[2..] keys to forget   ARGV[1..] the fields of their sizes in the state
]]
for i = 2, #KEYS do
  redis.call('UNLINK', KEYS[i])
  redis.call('HDEL', KEYS[1], ARGV[i - 1])
end
return 1
