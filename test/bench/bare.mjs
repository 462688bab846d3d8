// What Rollcall is compared with: servers that read the same bodies, or broadcast the same messages,
// and do nothing else. node bare.mjs node|fastify|sockets; listens on PORT and says so.
import { createServer } from 'node:http';
import fastify from 'fastify';
import { Server } from 'socket.io';

const port = Number(process.env.PORT);
const answer = (accepted) => JSON.stringify({ accepted, rejected: [] });

/** Reads a body and parses each line. */
const bareNode = () =>
  createServer((request, response) => {
    const chunks = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      let parsed = 0;
      for (const line of Buffer.concat(chunks).toString('utf8').split('\n')) {
        if (line !== '' && JSON.parse(line) !== null) parsed++;
      }
      response.writeHead(202, { 'content-type': 'application/json' });
      response.end(answer(parsed));
    });
  }).listen(port, '127.0.0.1', () => console.log('listening'));

/** One route that takes JSON; Fastify parses it. */
const bareFastify = async () => {
  const app = fastify();
  app.post('/api/v1/signals', async (request, reply) => {
    reply.code(202);
    return { accepted: request.body === null ? 0 : 1, rejected: [] };
  });
  await app.listen({ port, host: '127.0.0.1' });
  console.log('listening');
};

/** Says what it is told, by IPC, to everyone; when it is said is in it, as in Rollcall's patches. */
const bareSockets = () => {
  const server = createServer();
  const room = new Server(server, { serveClient: false }).of('/live');
  process.on('message', (payload) => room.emit('patch', { ...payload, sentAt: Date.now() }));
  server.listen(port, '127.0.0.1', () => console.log('listening'));
};

if (process.argv[2] === 'sockets') bareSockets();
else if (process.argv[2] === 'fastify') await bareFastify();
else bareNode();
// whoever started us is gone
process.on('disconnect', () => process.exit(0));
