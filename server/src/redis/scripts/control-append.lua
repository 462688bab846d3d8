--[[
Appends a decision to the control log, if nothing was decided about the same thing meanwhile.

KEYS[1] control log   KEYS[2] versions hash
ARGV[1] what it is about (an incident's id)   ARGV[2] version it was decided on
ARGV[3..] what happened, in order: entries as JSON

Returns 1, or 0 when the version has moved: decide again.
]]
if (redis.call('HGET', KEYS[2], ARGV[1]) or '0') ~= ARGV[2] then return 0 end
local kind = redis.call('TYPE', KEYS[1])['ok']
if kind ~= 'stream' and kind ~= 'none' then return redis.error_reply('WRONGKEY ' .. KEYS[1] .. ' is a ' .. kind) end
for i = 3, #ARGV do redis.call('XADD', KEYS[1], '*', 'e', ARGV[i]) end
redis.call('HSET', KEYS[2], ARGV[1], tonumber(ARGV[2]) + #ARGV - 2)
return 1
