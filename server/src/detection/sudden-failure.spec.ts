import type { Why } from '@rollcall/shared';
import type { Cell } from './cell.js';
import { Detection } from './detection.js';
import { minute, noon, second } from './town.fixture.js';
import { inWords } from './why-words.js';

const slices = [{ service: 'play', region: 'US', channel: 'tv' }];
const slow: Why = {
  code: 'unusual',
  metric: 'latencyP95',
  value: 9_000,
  usual: 200,
  of: 'customers',
};
const began = noon + 10 * minute;
let people = 0;

const cell = (at: number, ok: number, failed: number): Cell => {
  const someone = (): number => people++;
  const failing = Array.from({ length: failed }, someone);
  const trying = [...failing, ...Array.from({ length: ok }, someone)];
  return { slice: 0, at, ok, failed, firstFailed: at, failing, trying };
};

/** Detection that has seen ten minutes go well, a try a second. */
const watching = (objective = 0.999): Detection => {
  const detection = new Detection({ slices, objectiveOf: () => objective });
  for (let at = noon; at < began; at += second) detection.step([cell(at, 1, 0)], at + second);
  return detection;
};

describe('a sudden failure', () => {
  it('is believed at once where nobody gets through', () => {
    const { troubles } = watching().step([cell(began, 0, 20)], began + second);
    expect(troubles).toMatchObject([{ slice: 0, kind: 'failing', since: began }]);
  });

  it('is believed within the second in which it begins', () => {
    const detection = watching();
    const parts = [1, 4, 20].map((failed) => detection.step([cell(began, 0, failed)], began + 500));
    expect(parts.map(({ troubles }) => troubles.length)).toEqual([0, 0, 1]);
  });

  it('is believed in the second after the one that it began in the middle of', () => {
    const detection = watching();
    expect(detection.step([cell(began, 25, 25)], began + second).troubles).toEqual([]);
    const { troubles } = detection.step([cell(began + second, 0, 25)], began + 1_500);
    expect(troubles).toMatchObject([{ slice: 0, since: began }]);
  });

  it('does not last because one person failed long before', () => {
    // no budget burns here
    const detection = watching(0.97);
    detection.step([cell(began, 0, 1)], began + second);
    const seen = Array.from({ length: 130 }, (_, i) => {
      const at = began + (i + 1) * second;
      const cells = i >= 80 ? [cell(at, 1, 1)] : i % 5 === 0 ? [cell(at, 1, 0)] : [];
      return detection.step(cells, at + second);
    });
    expect(seen.every(({ troubles }) => troubles.length === 0)).toBe(true);
  });

  it('may be a run of bad luck, where few have tried', () => {
    const detection = watching();
    const { troubles, hints } = detection.step([cell(began, 1, 7)], began + second);
    expect([troubles.length, hints.length]).toEqual([0, 1]);
    // it lasts: it was none
    let last = { troubles };
    for (let i = 1; i <= 61; i++)
      last = detection.step([cell(began + i * second, 0, Number(i % 8 === 5))], began + i * second);
    expect(last.troubles).toHaveLength(1);
  });

  it('takes less evidence where something else is unusual there, and says so', () => {
    const third = (unusual?: () => Why) => {
      const detection = watching(0.99);
      const seen = Array.from({ length: 8 }, (_, i) => {
        const at = began + i * 18 * second;
        return detection.step([cell(at, 2, 1)], at + second, { unusual });
      });
      return seen[7];
    };
    expect(third()).toMatchObject({ troubles: [], hints: [{ slice: 0 }] });
    const { troubles } = third(() => slow);
    expect(troubles).toMatchObject([{ why: [{ code: 'failing', failed: 8, tries: 24 }, slow] }]);
  });

  it('is none where something is unusual and nobody fails', () => {
    const detection = watching();
    const unusual = () => slow;
    for (let at = began; at < began + 5 * minute; at += second) {
      const seen = detection.step([cell(at, 1, 0)], at + second, { unusual });
      expect([...seen.troubles, ...seen.hints]).toEqual([]);
    }
  });

  it('may be a wave of what usually fails, where a part fails to a few; not to many', () => {
    // as met in a calm month: 9 of 30, where 1 % usually do; the objective allows that
    const last = (minutes: number) => {
      const detection = watching(0.99);
      let seen = detection.step([], began);
      for (let s = 0; s < minutes * 60; s += 4)
        seen = detection.step(
          [cell(began + s * second, Number(s % 40 > 8), Number(s % 40 <= 8))],
          began + (s + 4) * second,
        );
      return seen.troubles.length;
    };
    expect([last(2.2), last(6)]).toEqual([0, 1]);
  });

  it('of a fifth has to last five minutes; a deploy that failed for one does not', () => {
    // no budget burns too fast here
    const troubled = (fails: (s: number) => boolean, minutes: number): boolean => {
      const detection = watching(0.991);
      let seen = detection.step([], began);
      for (let s = 0; s < minutes * 60; s++)
        seen = detection.step([cell(began + s * second, 4, Number(fails(s)))], began + s * second);
      return seen.troubles.length > 0;
    };
    expect([troubled(() => true, 4), troubled(() => true, 6)]).toEqual([false, true]);
    expect(troubled((s) => s < 60, 6)).toBe(false);
  });

  it('counts tries exactly, however many people they are of', () => {
    const detection = watching();
    const cells = Array.from({ length: 15 }, (_, i) => {
      const failing = Array.from({ length: 10 }, (_, n) => 1_000_000 + ((10 * i + n) % 120));
      const at = began + i * second;
      const ok = i === 0 ? 1 : 0;
      return { slice: 0, at, ok, failed: 10, firstFailed: at, failing, trying: failing };
    });
    const { troubles } = detection.step(cells, began + 15 * second);
    expect(troubles[0].why).toMatchObject([{ code: 'failing', failed: 150, tries: 151 }]);
    expect(inWords(troubles[0].why)).toMatch(
      /^150 of 151 tries failed in 15 s; usually under 0\.2%$/,
    );
  });
});
