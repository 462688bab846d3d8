--[[
How far the roll-up of a partition has come, and how far the logs have.

KEYS[1] history hash   KEYS[2] impact   KEYS[3] activity
Returns the ids last rolled up of impact and activity, and the last there are; '' for none.
]]
local function last(stream)
  local found = redis.call('XREVRANGE', stream, '+', '-', 'COUNT', 1)[1]
  return found and found[1] or ''
end
local rolled = redis.call('HMGET', KEYS[1], 'impact', 'activity')
return { rolled[1] or '', rolled[2] or '', last(KEYS[2]), last(KEYS[3]) }
