--[[
Lets go of something that is held, if it still is the holder's: its time may have run out, and somebody
else may hold it by now.

KEYS[1] what is held: a string with the holder's token
ARGV[1] the token

Returns 1 when it was let go, else 0.
]]
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('DEL', KEYS[1])
