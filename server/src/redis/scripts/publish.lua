--[[
Publishes the next live view, if nobody else has published meanwhile.

KEYS[1] view   KEYS[2] patches stream   KEYS[3] impacts hash
ARGV[1] version it was worked out on   ARGV[2] next version   ARGV[3] view, JSON   ARGV[4] patch, JSON
ARGV[5] patches to keep, then pairs: incident id, its impact as JSON

Returns 1 when published, 0 when another assessment was faster.
]]
local current = redis.call('HGET', KEYS[1], 'version') or '0'
if current ~= ARGV[1] then return 0 end
-- Checked before the first write, because a script that fails midway keeps what it wrote.
local expected = { 'hash', 'stream', 'hash' }
for i, kind in ipairs(expected) do
  local found = redis.call('TYPE', KEYS[i])['ok']
  if found ~= kind and found ~= 'none' then return redis.error_reply('WRONGKEY ' .. KEYS[i] .. ' is a ' .. found) end
end
redis.call('HSET', KEYS[1], 'version', ARGV[2], 'view', ARGV[3])
redis.call('XADD', KEYS[2], 'MAXLEN', '~', ARGV[5], '*', 'p', ARGV[4])
for i = 6, #ARGV, 2 do redis.call('HSET', KEYS[3], ARGV[i], ARGV[i + 1]) end
return 1
