--[[
Puts one dead letter back at the end of its partition's log, to be folded again.

KEYS[1] dead letters   KEYS[2] signals stream   KEYS[3] state hash
ARGV[1] id of the dead letter

Returns 1 when it was there, else 0. The batch was counted as accepted when it first came.
]]
local found = redis.call('XRANGE', KEYS[1], ARGV[1], ARGV[1])
if #found == 0 then return 0 end
-- Checked before the first write, because a script that fails midway keeps what it wrote.
for i, expected in ipairs({ 'stream', 'stream', 'hash' }) do
  local kind = redis.call('TYPE', KEYS[i])['ok']
  if kind ~= expected and kind ~= 'none' then return redis.error_reply('WRONGKEY ' .. KEYS[i] .. ' is a ' .. kind) end
end
local fields = found[1][2]
for i = 1, #fields, 2 do
  if fields[i] == 'b' then redis.call('XADD', KEYS[2], '*', 'b', fields[i + 1]) end
end
redis.call('XDEL', KEYS[1], ARGV[1])
redis.call('HINCRBY', KEYS[3], 'parked', -1)
return 1
