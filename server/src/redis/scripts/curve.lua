--[[
Adds a point to an incident's curve, if it is due. Every second point goes when there are too many.

KEYS[1] list: `<generation>:<step ms>`, then the points, oldest first, each beginning with its time
ARGV[1] generation   ARGV[2] time of the point, epoch ms   ARGV[3] step of a new curve, ms
ARGV[4] most points   ARGV[5] seconds to keep it   ARGV[6] the point

A new generation begins a new curve, an older one adds nothing. Returns the time from which on the
next point is due.
]]
local kind = redis.call('TYPE', KEYS[1])['ok']
if kind ~= 'list' and kind ~= 'none' then return redis.error_reply('WRONGKEY ' .. KEYS[1] .. ' is a ' .. kind) end
local at = tonumber(ARGV[2])
local generation, step = string.match(redis.call('LINDEX', KEYS[1], 0) or '', '^(%d+):(%d+)$')
if generation and tonumber(generation) > tonumber(ARGV[1]) then return at + tonumber(ARGV[3]) end
if generation ~= ARGV[1] then
  redis.call('DEL', KEYS[1])
  redis.call('RPUSH', KEYS[1], ARGV[1] .. ':' .. ARGV[3], ARGV[6])
  redis.call('EXPIRE', KEYS[1], ARGV[5])
  return at + tonumber(ARGV[3])
end
step = tonumber(step)
local last = tonumber(string.match(redis.call('LINDEX', KEYS[1], -1), '^[^,]+'))
if at < last + step then return last + step end
redis.call('RPUSH', KEYS[1], ARGV[6])
if redis.call('LLEN', KEYS[1]) - 1 > tonumber(ARGV[4]) then
  local points = redis.call('LRANGE', KEYS[1], 1, -1)
  step = step * 2
  redis.call('DEL', KEYS[1])
  redis.call('RPUSH', KEYS[1], generation .. ':' .. step)
  for i = 1, #points do
    if i % 2 == 1 or i == #points then redis.call('RPUSH', KEYS[1], points[i]) end
  end
end
redis.call('EXPIRE', KEYS[1], ARGV[5])
return at + step
