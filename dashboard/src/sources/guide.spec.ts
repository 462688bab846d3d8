import { permissionFor, snippetOf, ways } from './guide.js';

const address = 'https://rollcall.example';

describe('the first-run guide', () => {
  it.each(ways)('gives a snippet for %s that works as it stands: real address, real key', (way) => {
    const snippet = snippetOf(way, address, 'rck_1_2');
    expect(snippet).toContain(address);
    expect(snippet).toContain('rck_1_2');
    expect(snippetOf(way, address, undefined)).toContain('YOUR-KEY');
  });

  it('sends a signal that is one', () => {
    const body = /-d '(.*)'$/s.exec(snippetOf('curl', address, 'k'))![1].replace(/'\$.*?\)'/, '1');
    expect(JSON.parse(body)).toMatchObject({ kind: 'interaction', at: 1, service: 'play' });
  });

  it('puts a key into pages that can do nothing but report', () => {
    expect(ways.map(permissionFor)).toEqual(['ingest', 'ingest', 'beacon']);
  });
});
