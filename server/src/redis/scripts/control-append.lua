--[[
Appends a decision to the control log, if nothing was decided about the same thing meanwhile.

KEYS[1] control log   KEYS[2] versions hash
ARGV[1] what it is about (an incident's id)   ARGV[2] version it was decided on   ARGV[3] entry, JSON

Returns the entry's id, or false when the version has moved: decide again.
]]
if (redis.call('HGET', KEYS[2], ARGV[1]) or '0') ~= ARGV[2] then return false end
local id = redis.call('XADD', KEYS[1], '*', 'e', ARGV[3])
redis.call('HSET', KEYS[2], ARGV[1], tonumber(ARGV[2]) + 1)
return id
