--[[
Stores one flush of packed batches in a partition's log: acknowledged means stored.

KEYS[1] signals stream
KEYS[2] log hash (accepted, newest)
KEYS[3..] one marker for each segment that came with an idempotency key

ARGV[1] receivedAt, epoch ms
ARGV[2] seconds a marker is kept
then for each segment: index of its marker in KEYS (0: none), number of signals, packed bytes

A segment whose marker exists was stored by an earlier try and is left out, so a request sent again
counts nothing. Returns the number of signals stored by this call.
]]
local stored = 0
local entry = {}
local markers = {}
for i = 3, #ARGV, 3 do
  local marker = tonumber(ARGV[i])
  if marker == 0 or redis.call('EXISTS', KEYS[marker]) == 0 then
    entry[#entry + 1] = 'b'
    entry[#entry + 1] = ARGV[i + 2]
    stored = stored + tonumber(ARGV[i + 1])
    if marker > 0 then markers[#markers + 1] = KEYS[marker] end
  end
end
if #entry == 0 then return 0 end

-- Checked before the first write, because a script that fails midway keeps what it wrote.
local kind = redis.call('TYPE', KEYS[1])['ok']
if kind ~= 'stream' and kind ~= 'none' then return redis.error_reply('WRONGKEY ' .. KEYS[1] .. ' is a ' .. kind) end
kind = redis.call('TYPE', KEYS[2])['ok']
if kind ~= 'hash' and kind ~= 'none' then return redis.error_reply('WRONGKEY ' .. KEYS[2] .. ' is a ' .. kind) end

redis.call('XADD', KEYS[1], '*', unpack(entry))
for _, marker in ipairs(markers) do redis.call('SET', marker, '1', 'EX', ARGV[2]) end
redis.call('HINCRBY', KEYS[2], 'accepted', stored)
local newest = tonumber(redis.call('HGET', KEYS[2], 'newest') or '0')
if tonumber(ARGV[1]) > newest then redis.call('HSET', KEYS[2], 'newest', ARGV[1]) end
return stored
