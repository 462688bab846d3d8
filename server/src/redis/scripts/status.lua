--[[
How far a partition's fold has come.

KEYS[1] state hash   KEYS[2] log hash   KEYS[3] signals stream

Returns cursor, commit number, folded, parked, accepted, newest receivedAt, id of the oldest entry
not yet folded ('' when all are), and the server's time in ms, which ids are made of.
]]
local time = redis.call('TIME')
local state = redis.call('HMGET', KEYS[1], 'cursor', 'commit', 'folded', 'parked')
local log = redis.call('HMGET', KEYS[2], 'accepted', 'newest')
local after = state[1] and ('(' .. state[1]) or '-'
local next = redis.call('XRANGE', KEYS[3], after, '+', 'COUNT', 1)
return {
  state[1] or '', state[2] or '0', state[3] or '0', state[4] or '0', log[1] or '0', log[2] or '0',
  next[1] and next[1][1] or '',
  tostring(time[1] * 1000 + math.floor(time[2] / 1000)),
}
