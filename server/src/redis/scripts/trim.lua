--[[
Trims one log of a partition to what is younger than a time; the raw log never above its cursor,
impact and activity never above what is in the history.

KEYS[1] state hash   KEYS[2] the log's stream   KEYS[3] history hash
ARGV[1] name of the log   ARGV[2] oldest time to keep, epoch ms

Remembers, as `<log>From` in the state, from when on the log is whole. Returns the entries trimmed.
]]
local keep = tonumber(ARGV[2])
local from = ARGV[2] .. '-0'
local cursor
if ARGV[1] == 'signals' then
  cursor = redis.call('HGET', KEYS[1], 'cursor')
  if not cursor then return 0 end
elseif ARGV[1] == 'impact' or ARGV[1] == 'activity' then
  cursor = redis.call('HGET', KEYS[3], ARGV[1])
  if not cursor or cursor == '' then return 0 end
end
-- the entry under the cursor stays, so that ids below it are never given out again
if cursor and tonumber(string.match(cursor, '^%d+')) < keep then from = cursor end
local trimmed = redis.call('XTRIM', KEYS[2], 'MINID', '~', from)
if trimmed > 0 then redis.call('HSET', KEYS[1], ARGV[1] .. 'From', ARGV[2]) end
return trimmed
