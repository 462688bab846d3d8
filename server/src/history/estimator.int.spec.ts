import type { Visits } from '../silent/visits.js';
import { Estimator } from './estimator.service.js';
import { answerTo } from './expected.js';
import type { Question } from './question.js';

const people = 400;

/** Everybody comes in every second step; of the first half of them those whom `comes` lets. */
const visits = (comes: (person: number, step: number) => boolean, failed = 0): Visits => {
  const rows = Array.from({ length: people }, (_, person) =>
    Array.from({ length: 24 }, (_, step) => ({ person, step })),
  )
    .flat()
    .filter(({ person, step }) => (person + step) % 2 === 0 && comes(person, step));
  return {
    length: rows.length,
    person: Uint32Array.from(rows, ({ person }) => person),
    slice: Uint16Array.from(rows, ({ person }) => person % 2),
    step: Uint16Array.from(rows, ({ step }) => step),
    failed: Uint8Array.from(rows, ({ person, step }) => (step > 12 && person % 2 ? failed : 0)),
  };
};

/** Made anew each time: its columns are handed over. */
const question = (): Question => ({
  steps: 24,
  onset: 12,
  inScope: [false, true],
  unaffected: [true, false],
  region: [0, 0],
  today: visits((person, step) => step < 12 || person % 2 === 0 || person % 4 === 1),
  weeks: [1, 2, 3].map((week) => visits((person, step) => (person + step * week) % 5 > 0, 1)),
  panelShare: 1,
  lost: {
    signups: { why: null, where: 'scope', isHere: [false, true], leftOut: [] },
    firstPurchases: { why: 'no_service' },
  },
});

describe('the thread of estimates', () => {
  const estimator = new Estimator();
  afterAll(() => estimator.onModuleDestroy());

  it('answers what would be worked out here, to each question its own', async () => {
    const small = { ...question(), inScope: [false, false] };
    const answers = await Promise.all([question(), small].map((each) => estimator.work(each)));
    expect(answers[0].expected).toEqual(answerTo(question()));
    expect(answers[0].expected.ordinary).toBeGreaterThan(0);
    expect(answers[1].expected).toEqual(answerTo({ ...question(), inScope: [false, false] }));
  });

  it('says that a question makes it fail, and answers the next', async () => {
    const broken = { ...question(), inScope: null } as unknown as Question;
    await expect(estimator.work(broken)).rejects.toThrow('null');
    expect((await estimator.work(question())).expected).toEqual(answerTo(question()));
  });

  it('begins anew after it has ended', async () => {
    const asked = estimator.work(question());
    const lost = expect(asked).rejects.toThrow('ended');
    await estimator.onModuleDestroy();
    await lost;
    expect((await estimator.work(question())).expected).toEqual(answerTo(question()));
  });
});
