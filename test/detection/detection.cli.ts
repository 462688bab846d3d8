import { randomBytes } from 'node:crypto';
import { besidePrometheus } from './beside/beside.run.js';
import { calmMonth, type Month, monthsIn } from './months.js';
import { hardOutages } from './hard-outages.js';
import { noOutages } from './no-outages.js';
import { help, parseOptions } from './options.js';
import { outages } from './outages.js';
import type { Rehearse } from './rehearsal.js';
import { quantile, type Row, scoreOf, spoken, tableOf } from './table.js';
import { trialOf } from './trial.js';

const scenarios = [...outages, ...hardOutages, ...noOutages];
const beside = 'prometheus';
const names = [...scenarios.map(({ id }) => id), 'calm', beside];
/** A total failure of a slice at 50 tries a second is to be seen within this of log time, at the middle. */
const totalWithinMs = 3_000;
/** False alarms that calm months may have in all. */
const mostFalseAlarms = 1;

/** The command: lives all that is asked for, and prints tables. Gives the exit code. */
export const benchDetection = async (args: string[], rehearse: Rehearse): Promise<number> => {
  const parsed = parseOptions(args, names);
  if (parsed.kind === 'help') {
    console.log(help);
    return 0;
  }
  if (parsed.kind === 'wrong') {
    console.error(parsed.complaint);
    return 2;
  }
  const { names: asked, trials, months, days, rounds } = parsed.options;
  const seed = parsed.options.seed ?? randomBytes(4).toString('hex');
  console.log(`seed ${seed}: --seed ${seed} lets the same happen again\n`);
  if (asked.includes(beside)) {
    await besidePrometheus(seed, rounds);
    return 0;
  }
  const wanted = (name: string): boolean => asked.length === 0 || asked.includes(name);

  const rows: Row[] = [];
  for (const scenario of scenarios.filter(({ id }) => wanted(id))) {
    const outcomes = Array.from({ length: trials }, (_, i) =>
      trialOf(scenario, `${seed}:${scenario.id}:${i}`, rehearse),
    );
    const row = { ...scenario, outcomes };
    rows.push(row);
    console.error(tableOf([row])[2]);
    complain(row);
  }
  if (rows.length > 0) console.log(`${tableOf(rows).join('\n')}\n`);
  const faults = rows.flatMap(faultsOf);
  if (wanted('calm') && months > 0) faults.push(...calm(seed, months, days, rehearse));
  for (const fault of faults) console.log(`Not reached: ${fault}`);
  return faults.length === 0 ? 0 : 1;
};

/** Says which seeds were not as they should be, so that they can be lived again. */
const complain = ({ outcomes }: Row): void => {
  for (const { seed, verdicts, falseAlarms } of outcomes) {
    for (const { kind, opened } of verdicts)
      if (kind !== 'calm' && opened !== 1) console.error(`  ${seed}: ${opened} opened`);
    for (const alarm of falseAlarms) console.error(`  ${seed}: false alarm ${alarm}`);
  }
};

const faultsOf = ({ id, outcomes }: Row): string[] => {
  const { events, found, doubled, falseAlarms, delays } = scoreOf(outcomes);
  const median = quantile(delays, 0.5) ?? 0;
  return [
    ...(found < events ? [`${id}: ${events - found} missed`] : []),
    ...(doubled > 0 ? [`${id}: ${doubled} opened more than once`] : []),
    ...(falseAlarms > 0 ? [`${id}: ${falseAlarms} false alarms`] : []),
    ...(id === 'total' && median > totalWithinMs
      ? [`total: seen after ${spoken(median)}, not within ${spoken(totalWithinMs)}`]
      : []),
  ];
};

const calm = (seed: string, months: number, days: number, rehearse: Rehearse): string[] => {
  const lived: Month[] = [];
  for (let i = 0; i < months; i++) {
    const month = calmMonth(`${seed}:calm:${i}`, days, rehearse);
    lived.push(month);
    console.error(`${i + 1} of ${months} calm months, ${month.slices} slices`);
    for (const alarm of month.falseAlarms) console.error(`  ${month.seed}: false alarm ${alarm}`);
  }
  const alarms = lived.reduce((sum, { falseAlarms }) => sum + falseAlarms.length, 0);
  const sliceMonths = lived.reduce((sum, month) => sum + month.slices * monthsIn([month]), 0);
  console.log(
    `calm: ${alarms} false alarms in ${monthsIn(lived).toFixed(1)} months ` +
      `(${sliceMonths.toFixed(0)} months of a slice)\n`,
  );
  return alarms > mostFalseAlarms ? [`calm: ${alarms} false alarms`] : [];
};
