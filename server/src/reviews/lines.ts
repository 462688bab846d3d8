import type {
  Converted,
  DatedAddendum,
  Lost,
  LostCount,
  Money,
  NoLoss,
  Review,
} from '@rollcall/shared';

/** One thing a review says: of which part, what, how much, in which unit, of how many, how sure. */
export interface Line {
  part: string;
  what: string;
  value: string | number | null;
  unit: string;
  n: number | null;
  low: number | null;
  high: number | null;
}

const line = (
  part: string,
  what: string,
  value: Line['value'],
  unit = '',
  more: Partial<Pick<Line, 'n' | 'low' | 'high'>> = {},
): Line => ({ part, what, value, unit, n: null, low: null, high: null, ...more });

const time = (at: number | null): string | null =>
  at === null ? null : new Date(at).toISOString();

const place = (...names: string[]): string => names.filter((name) => name !== '').join(' · ');

const moneyLines = (part: string, what: string, amounts: readonly Money[]): Line[] =>
  amounts.map(({ amount, currency }) => line(part, what, amount, `${currency} a month`));

const convertedLines = (
  part: string,
  what: string,
  { amount, currency, apart, rates }: Converted,
): Line[] => [
  line(part, what, amount, `${currency} a month`),
  ...moneyLines(part, `${what}, without a rate`, apart),
  ...rates.map((rate) =>
    line(part, `rate of ${rate.currency} since ${time(rate.from)}`, rate.rate, currency),
  ),
];

const measured = (
  part: string,
  what: string,
  { value, reason }: Review['current']['facts']['satisfaction']['before'],
): Line =>
  value
    ? line(part, what, value.index, 'of 100', { n: value.n, low: value.low, high: value.high })
    : line(part, what, reason);

const addendumLines = ({ at, by, addendum }: DatedAddendum): Line[] => {
  const part = 'Later';
  const dated = (what: string): string => `${time(at)}: ${what}`;
  if (addendum.kind === 'note') return [line(part, dated(`note by ${by}`), addendum.text)];
  if (addendum.kind === 'satisfaction') {
    return [measured(part, dated('satisfaction in the hour after'), addendum.result)];
  }
  const { days, n, shareAffected, shareUnaffected, unaffected, difference, reason } =
    addendum.result;
  const what = dated(`came back within ${days} days`);
  if (!difference) return [line(part, what, reason)];
  const { estimate, low, high } = difference;
  return [
    line(part, `${what}, affected`, shareAffected, 'share', { n }),
    line(part, `${what}, matched unaffected`, shareUnaffected, 'share', { n: unaffected }),
    line(part, `${what}, difference`, estimate, 'share', { n, low, high }),
  ];
};

const noLossWords: Record<NoLoss, string> = {
  no_service: 'no service is declared as this step',
  not_here: 'nobody was ever seen in this step here',
  no_weeks: 'fewer than two ordinary past weeks',
  who: 'not known of people who never came',
  not_yet: 'was not worked out',
};

const lostLines = ({ signups, firstPurchases, why }: Lost): Line[] => {
  const lines = (what: string, count: LostCount | null, reason: NoLoss | null): Line[] => {
    if (!count) return [line('Lost', `${what} lost`, reason && noLossWords[reason])];
    const { expected, actual, lost, low, high, weeks, where } = count;
    const place = where === 'scope' ? '' : ', in the same regions';
    return [
      line('Lost', `${what} lost${place}`, lost, 'users', { low, high }),
      line('Lost', `${what} expected (of: past weeks)`, expected, 'users', { n: weeks }),
      line('Lost', `${what} in spite of it`, actual, 'users'),
    ];
  };
  return [
    ...lines('sign-ups', signups, why.signups),
    ...lines('first purchases', firstPurchases, why.firstPurchases),
  ];
};

/** All that a review says, in the order in which it is read. */
export const linesOf = (review: Review): Line[] => {
  const { current, addenda, due, revenue, actions, method } = review;
  const { facts } = current;
  const { impact, times, durations, untilWell, contacts } = facts;
  const counts = (['customers', 'users'] as const).flatMap((party) =>
    (['ever', 'failing', 'unseen', 'recovered', 'peak'] as const).map((name) =>
      line('Affected', `${party}, ${name}`, impact[party][name], party, { n: impact[party].of }),
    ),
  );
  return [
    line('Incident', 'id', review.id),
    line('Incident', 'title', facts.title),
    line('Incident', 'severity', facts.severity),
    line('Incident', 'revision', current.revision),
    line('Incident', 'frozen', time(current.frozenAt)),
    ...Object.entries(times).flatMap(([name, stamp]) => [
      line('Times', name, time(stamp.at)),
      ...(stamp.correctedBy === null
        ? []
        : [
            line(
              'Times',
              `${name}, before ${stamp.correctedBy} corrected it`,
              time(stamp.original),
            ),
          ]),
    ]),
    ...Object.entries(durations).map(([name, { ms, from, to }]) =>
      line('Times', `to ${name} (${from} to ${to})`, ms, 'ms'),
    ),
    ...counts,
    line('Affected', 'users without a known customer', impact.unidentified, 'users'),
    line('Affected', 'failures with a known customer', impact.coverage, 'share'),
    line('Affected', 'could send nothing', impact.silent?.estimate ?? null, 'users', {
      low: impact.silent?.low ?? null,
      high: impact.silent?.high ?? null,
    }),
    ...(impact.lost ? lostLines(impact.lost) : []),
    ...facts.byType.map(({ type, customers, users }) =>
      line('Who', `type ${type}`, customers, 'customers', { n: users }),
    ),
    ...facts.byStage.map(({ stage, customers, users }) =>
      line('Who', `stage ${stage}`, customers, 'customers', { n: users }),
    ),
    ...facts.slices.map(({ service, region, channel, customers }) =>
      line('Where', place(service, region, channel), customers.ever, 'customers'),
    ),
    line('Until customers were well', 'well by the end', untilWell.back, 'customers', {
      n: untilWell.n,
    }),
    line('Until customers were well', 'median', untilWell.medianMs, 'ms', { n: untilWell.n }),
    line('Until customers were well', '90 of 100', untilWell.p90Ms, 'ms', { n: untilWell.n }),
    ...untilWell.within.map(({ ms, customers }) =>
      line('Until customers were well', `within ${ms / 60_000} min`, customers, 'customers', {
        n: untilWell.n,
      }),
    ),
    measured('Satisfaction', 'in the hour before', facts.satisfaction.before),
    measured('Satisfaction', 'during', facts.satisfaction.during),
    ...(contacts.value
      ? [
          line('Contacts', 'during', contacts.value.n, 'contacts'),
          line('Contacts', 'expected', contacts.value.expected, 'contacts', {
            n: contacts.value.weeks,
          }),
          line('Contacts', 'more than expected', contacts.value.extra.estimate, 'contacts', {
            low: contacts.value.extra.low,
            high: contacts.value.extra.high,
          }),
        ]
      : [line('Contacts', 'during', contacts.reason)]),
    ...convertedLines('Monthly revenue of the affected', 'all', revenue.all),
    ...moneyLines('Monthly revenue of the affected', 'as stated', impact.revenue),
    ...revenue.byDepth.flatMap(({ depth, customers, revenue: amount }) => [
      line('Monthly revenue of the affected', depth, customers, 'customers'),
      ...convertedLines('Monthly revenue of the affected', depth, amount),
    ]),
    ...actions.map(({ what, state, owner, dueAt }) =>
      line('Actions', what, place(state, owner ?? '', time(dueAt) ?? '')),
    ),
    ...facts.earlier.flatMap(({ id, title, customers, resolveMs, medianUntilWellMs }) => [
      line('Earlier incidents', `${id} ${title}, customers`, customers, 'customers'),
      line('Earlier incidents', `${id} ${title}, to resolve`, resolveMs, 'ms'),
      line('Earlier incidents', `${id} ${title}, median until well`, medianUntilWellMs, 'ms'),
    ]),
    ...addenda.flatMap(addendumLines),
    ...due.map(({ what, dueAt }) => line('Later', what, `due on ${time(dueAt)}`)),
    ...method.lines.map((text, i) =>
      line('Method', `${method.name} ${current.method.version}, ${i + 1}`, text),
    ),
  ];
};
