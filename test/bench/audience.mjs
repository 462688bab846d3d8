// Many screens in one process, so that what they cost is not counted as the server's.
// node audience.mjs url token clients; answers by IPC what they have heard so far.
import { applyPatch } from '@rollcall/shared';
import { io } from 'socket.io-client';

const [url, token, clients] = process.argv.slice(2);
/** Screens that keep the view: the first to be told, the last, and some between; with one of all it would be this process that is measured. */
const watching = 5;
let snapshots = 0;
let received = 0;
/** Patches that the first one received and that nobody has asked for yet. */
let heard = [];
/** When a watching screen first saw so many users affected (the index), epoch ms. */
const firstSeen = Array.from({ length: watching }, () => []);

const connect = (number) => {
  const socket = io(url, { auth: { token }, transports: ['websocket'], forceNew: true });
  const watch = number % Math.ceil((clients - 1) / (watching - 1)) === 0 || number === clients - 1;
  const seen = watch ? firstSeen.find((list) => !list.taken) : undefined;
  if (seen) seen.taken = true;
  let view;
  const look = () => {
    const ever = view?.incidents[0]?.impact.users.ever ?? 0;
    for (let count = seen.length; count <= ever; count++) seen[count] = Date.now();
  };
  socket.on('snapshot', (snapshot) => {
    snapshots++;
    view = snapshot;
    if (seen) look();
  });
  socket.on('patch', (patch) => {
    received++;
    if (number === 0) heard.push(patch);
    if (!seen || !view || patch.to <= view.version) return;
    view = applyPatch(view, patch);
    if (view) look();
    else socket.emit('resync', (snapshot) => (view = snapshot));
  });
};

process.on('message', () => {
  process.send({ snapshots, received, heard, firstSeen });
  heard = [];
});
process.on('disconnect', () => process.exit(0));
for (let number = 0; number < clients; number++) connect(number);
