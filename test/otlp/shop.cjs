// An Express app as anybody writes it: not a word of telemetry in it. It breaks when its parent says so.
const express = require('express');

const app = express();
let broken = false;

app.get('/healthz', (_request, response) => response.json({ ok: true }));
app.get('/pay/:id', (request, response) => {
  if (broken) throw new Error('the till is jammed');
  response.json({ paid: request.params.id });
});

const server = app.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));
process.on('message', (word) => {
  broken = word === 'break';
  process.send('done');
});
