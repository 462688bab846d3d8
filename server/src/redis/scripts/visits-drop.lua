--[[
Forgets the visits of days.

KEYS[1] history hash   KEYS[2..] hashes of days   ARGV[1..] the days' numbers
]]
for i = 2, #KEYS do
  redis.call('UNLINK', KEYS[i])
  redis.call('HDEL', KEYS[1], 'd' .. ARGV[i - 1])
end
return 1
