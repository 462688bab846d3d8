import { unknownName, type Rejection } from '@rollcall/shared';
import type { ParsedBody } from '../signals/body.js';
import type { SourceReport } from '../sources/report.js';
import { sessionPrefix, told } from '../sources/request-facts.js';
import { nameOfSlice } from '../sources/sampled-slices.js';
import { SpanAttributes, sourceNameOf } from './attributes.js';
import { Entries, isClientSide } from './entry.js';
import { interactionOf, type SpanInteraction } from './interaction.js';
import type { Rules } from './rules.js';
import { samplingOf } from './sampling.js';
import type { ResourceSpans, Span } from './spans.js';

/** Lags reported of one source and request at the most. */
const lagSamples = 32;

interface Taken {
  index: number;
  interaction: SpanInteraction;
  /** Share that is sent; undefined: not known. */
  sampling: number | undefined;
}

interface Sender {
  name: string;
  taken: Taken[];
  dropped: Record<string, number>;
  examples: Record<string, string>;
}

/** One export: which of its spans are interactions, and what its senders are to be told of the rest. */
export class Intake {
  private readonly senders = new Map<string, Sender>();
  private count = 0;

  constructor(exported: readonly ResourceSpans[], rules: Rules) {
    const entries = new Entries(exported);
    for (const each of exported) {
      const sender = this.sender(sourceNameOf(each));
      const clientSide = isClientSide(each.resource);
      for (const span of each.spans) {
        const attributes = new SpanAttributes(span, each.resource);
        const refused = entries.refusalOf(span, clientSide);
        if (refused) drop(sender, refused, span);
        else this.take(sender, span, attributes, rules, clientSide);
      }
    }
  }

  private sender(name: string): Sender {
    const known = this.senders.get(name);
    if (known) return known;
    const made: Sender = { name, taken: [], dropped: {}, examples: {} };
    this.senders.set(name, made);
    return made;
  }

  private take(
    sender: Sender,
    span: Span,
    attributes: SpanAttributes,
    rules: Rules,
    clientSide: boolean,
  ): void {
    const ruling = rules.of(attributes);
    if (ruling.drop !== undefined) {
      drop(sender, ruling.drop, span);
      return;
    }
    const said = samplingOf(span.traceState);
    const known = [said, ruling.sampling].filter((share) => share !== undefined);
    sender.taken.push({
      index: this.count++,
      interaction: interactionOf(span, attributes, ruling, clientSide),
      sampling: known.length === 0 ? undefined : Math.min(...known),
    });
  }

  /** The interactions, to be checked and stored like all others. */
  get body(): ParsedBody {
    const taken = [...this.senders.values()].flatMap((sender) => sender.taken);
    return {
      values: taken
        .sort((a, b) => a.index - b.index)
        .map(({ index, interaction }) => ({ index, value: interaction })),
      broken: [],
    };
  }

  /** What the register is told, given what was not taken in the end. @param now epoch ms */
  reports(rejected: readonly Rejection[], now: number): SourceReport[] {
    const refusals = new Map(rejected.map((each) => [each.index, each]));
    return [...this.senders.values()].map((sender) => {
      const refused = sender.taken.flatMap(({ index }) => refusals.get(index) ?? []);
      const stored = sender.taken.filter(({ index }) => !refusals.has(index));
      const words = told(refused);
      return {
        door: 'otlp',
        name: sender.name,
        ...reportOf(stored, now),
        ...words,
        dropped: { ...sender.dropped, ...words.dropped },
        examples: { ...sender.examples, ...words.examples },
      };
    });
  }
}

const drop = ({ dropped, examples }: Sender, reason: string, { name }: Span): void => {
  dropped[reason] = (dropped[reason] ?? 0) + 1;
  examples[reason] ??= name;
};

const reportOf = (stored: readonly Taken[], now: number): Partial<SourceReport> => {
  if (stored.length === 0) return {};
  const who = { identified: 0, sessionsOnly: 0, nobody: 0 };
  const sampled = new Map<string, NonNullable<SourceReport['sampled']>[number]>();
  let newest = -Infinity;
  for (const { interaction, sampling = 1 } of stored) {
    const { service, region = unknownName, channel = unknownName, at } = interaction;
    newest = Math.max(newest, at);
    if (interaction.synthetic) continue;
    who[knownAs(interaction)]++;
    if (sampling === 1) continue;
    const slice = { service, region, channel };
    const name = nameOfSlice(slice);
    const least = Math.min(sampling, sampled.get(name)?.sampling ?? 1);
    sampled.set(name, { slice, sampling: least, at });
  }
  const known = stored.flatMap(({ sampling }) => sampling ?? []);
  return {
    accepted: stored.length,
    ...who,
    lagMs: stored.slice(0, lagSamples).map(({ interaction }) => Math.max(0, now - interaction.at)),
    skewMs: Math.max(0, newest - now),
    ...(known.length === 0 ? {} : { sampling: Math.min(...known) }),
    sampled: [...sampled.values()],
  };
};

const knownAs = ({ user, customer }: SpanInteraction): 'identified' | 'sessionsOnly' | 'nobody' => {
  if (customer !== undefined) return 'identified';
  if (user === undefined) return 'nobody';
  return user.startsWith(sessionPrefix) ? 'sessionsOnly' : 'identified';
};
