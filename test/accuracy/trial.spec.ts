import type { Cast } from '../simulate/happenings.js';
import { smallWorld } from '../simulate/small.fixture.js';
import { type Question, sceneOf, trialOf } from './trial.js';

const world = smallWorld();
const cast: Cast = { world, id: 'small', seed: '1', people: 1_500 };

describe('a trial', () => {
  const questions: Question[] = [];
  const scene = sceneOf(world, ['10:30', '11:30']);
  const answers = trialOf(
    cast,
    scene,
    (question) => {
      questions.push(question);
      return null;
    },
    () => 0,
  );
  const failedIn = ({ today, inScope, onset, steps }: Question): Set<number> => {
    const people = new Set<number>();
    for (let row = 0; row < today.length; row++)
      if (today.failed[row] && inScope(today.slice[row]))
        if (today.step[row] >= onset && today.step[row] < steps) people.add(today.person[row]);
    return people;
  };

  it('asks at each time, of the same day and four past weeks', () => {
    expect(questions.map(({ steps, onset }) => steps - onset)).toEqual([6, 18]);
    expect(questions[0].weeks).toHaveLength(4);
    expect(new Set(questions[0].weeks).size).toBe(4);
  });

  it('knows more than arrived, and what arrived is what is counted', () => {
    answers.forEach(({ truth, counted }, i) => {
      expect(counted).toBe(failedIn(questions[i]).size);
      expect(counted).toBeGreaterThan(50);
      expect(truth).toBeGreaterThan(1.3 * counted);
    });
    expect(answers[1].truth).toBeGreaterThan(answers[0].truth);
  });

  it('has weeks in which nothing fails', () => {
    for (const { length, failed } of questions[0].weeks)
      expect(failed.subarray(0, length).every((f) => f === 0)).toBe(true);
  });
});
