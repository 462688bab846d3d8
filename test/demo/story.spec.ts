import { StoryInput } from '@rollcall/shared';
import fc from 'fast-check';
import type { Cast } from '../simulate/happenings.js';
import { smallWorld, smallYaml } from '../simulate/small.fixture.js';
import { readScenario } from '../simulate/read-scenario.js';
import { hour } from '../simulate/times.js';
import { worldOf } from '../simulate/world.js';
import {
  chapterAt,
  deedsOf,
  type Running,
  shiftOf,
  storyOf,
  storyTimeAt,
  tellingAt,
  wallOf,
} from './story.js';

const world = smallWorld();
const cast: Cast = { world, id: 'small', seed: '1', people: 100 };
const story = storyOf(cast, 240);
const running: Running = { ...story, beganAt: Date.UTC(2026, 5, 1) };

describe('a scenario as a story', () => {
  it('is one that the contract takes, and stands at first', () => {
    expect(StoryInput.parse(story)).toMatchObject({
      scenario: 'small',
      startsAt: world.from,
      lengthMs: 3 * hour,
      everyMs: 168 * hour,
      utcOffsetMinutes: 0,
      chapters: [
        { after: 0, says: 'Calm' },
        { after: hour, says: 'It fails' },
      ],
      running: false,
    });
  });

  it('begins as many weeks later as one telling needs', () => {
    const long = { ...world, to: world.from + 169 * hour };
    expect(storyOf({ ...cast, world: long }, 240).everyMs).toBe(2 * 168 * hour);
  });

  it('says what is going on', () => {
    expect(chapterAt(story, world.from + hour - 1)).toBe('Calm');
    expect(chapterAt(story, world.from + hour)).toBe('It fails');
  });
});

describe("a story's clock", () => {
  it('leads from a moment of a telling to the wall, and back', () => {
    const within = fc.integer({ min: 1_000, max: story.lengthMs - 1_000 });
    fc.assert(
      fc.property(fc.nat(1_000), within, (telling, after) => {
        const at = story.startsAt + after;
        const wall = wallOf(running, telling, at);
        expect(tellingAt(running, wall)).toBe(telling);
        expect(Math.abs(storyTimeAt(running, telling, wall) - at)).toBeLessThan(1);
      }),
    );
  });

  it('goes from one telling to the next without a pause', () => {
    expect(wallOf(running, 0, world.to)).toBe(wallOf(running, 1, world.from));
    expect(wallOf(running, 1, world.from) - wallOf(running, 0, world.from)).toBe((3 * hour) / 240);
    expect(shiftOf(story, 2)).toBe(2 * 168 * hour);
  });

  it('is in the first telling before it has begun', () => {
    expect(tellingAt(running, running.beganAt - 5)).toBe(0);
  });
});

describe('on call in a telling', () => {
  it('does the same as in the first, weeks later', () => {
    const first = deedsOf(cast, 0);
    const third = deedsOf(cast, 500);
    expect(third.map(({ at, does }) => [at, does])).toEqual(
      first.map(({ at, does }) => [at, does]),
    );
    expect(first[0]).toMatchObject({ body: { onset: world.from + hour } });
    expect(third[0]).toMatchObject({ body: { onset: world.from + hour + 500 } });
  });

  it('leaves no incident open for the next one', () => {
    const read = readScenario(smallYaml.replace("    resolved: '11:50'\n", ''), 'x.yaml');
    if (!read.ok) throw new Error(read.complaints.join());
    const deeds = deedsOf({ ...cast, world: worldOf(read.scenario) }, 500);
    const last = deeds[deeds.length - 1];
    expect(last).toMatchObject({ does: 'resolve', incident: 0, body: { at: last.at + 500 } });
    expect(last.at).toBeLessThan(world.to);
    expect(deedsOf(cast, 0).filter(({ does }) => does === 'resolve')).toHaveLength(1);
  });
});
