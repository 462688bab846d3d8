// Many screens in one process, so that what they cost is not counted as the server's.
// node audience.mjs url token clients; answers by IPC what they have heard so far.
import { applyPatch } from '@rollcall/shared';
import { io } from 'socket.io-client';

const [url, token, clients] = [process.argv[2], process.argv[3], Number(process.argv[4])];
/** Screens that keep the view: the first to be told, the last, and some between; with one of all it would be this process that is measured. */
const watching = 5;
/** Connecting at a time: a thousand at once would all run into their own timeouts. */
const atOnce = 50;
let joined = 0;
let snapshots = 0;
let received = 0;
/** Patches that the first one received and that nobody has asked for yet. */
let heard = [];
/** Of each patch that has not reached everyone yet, by when it was sent: how many have it. */
const spreading = new Map();
/** How long a patch took from being sent until everyone had it, ms; not asked for yet. */
let spreads = [];
/** When a watching screen first saw so many users affected (the index), epoch ms. */
const firstSeen = Array.from({ length: watching }, () => []);

const spread = ({ sentAt }) => {
  const reached = (spreading.get(sentAt) ?? 0) + 1;
  spreading.set(sentAt, reached);
  if (reached < clients) return;
  spreads.push(Date.now() - sentAt);
  spreading.delete(sentAt);
};

const connect = (number, connected) => {
  const socket = io(url, { auth: { token }, transports: ['websocket'], forceNew: true });
  const watch = number % Math.ceil((clients - 1) / (watching - 1)) === 0 || number === clients - 1;
  const seen = watch ? firstSeen.find((list) => !list.taken) : undefined;
  if (seen) seen.taken = true;
  let view;
  const look = () => {
    const ever = view?.incidents[0]?.impact.users.ever ?? 0;
    for (let count = seen.length; count <= ever; count++) seen[count] = Date.now();
  };
  socket.once('connect', connected);
  // one that is refused does not come back by itself
  socket.on('connect_error', () => socket.active || setTimeout(() => socket.connect(), 500));
  socket.on('snapshot', (snapshot) => {
    snapshots++;
    view = snapshot;
    if (seen) look();
  });
  socket.on('patch', (patch) => {
    received++;
    spread(patch);
    if (number === 0) heard.push(patch);
    if (!seen || !view || patch.to <= view.version) return;
    view = applyPatch(view, patch);
    if (view) look();
    else socket.emit('resync', (snapshot) => (view = snapshot));
  });
};

process.on('message', () => {
  process.send({ joined, snapshots, received, heard, spreads, firstSeen });
  [heard, spreads] = [[], []];
  // what was sent before everyone was here will never reach everyone
  for (const sentAt of spreading.keys()) if (sentAt < Date.now() - 30_000) spreading.delete(sentAt);
});
process.on('disconnect', () => process.exit(0));
let next = 0;
const connectNext = () => {
  if (next < clients) {
    connect(next++, () => {
      joined++;
      connectNext();
    });
  }
};
for (let i = 0; i < atOnce; i++) connectNext();
