import { stageNames, typeNames } from '../directory/customers.js';
import type { People } from '../directory/people.js';
import { filterHas, type FilterLists } from '../slices/scope.js';
import type { SliceName } from '../slices/slice.js';
import { CustomerFilter } from './customer-filter.js';
import type { TallyContext } from './tally-context.js';

/** All that a filter asks of an interaction: its slice, and the customer's type and stage then. */
interface Code {
  slice: SliceName;
  /** Slice by number, over all partitions. */
  sliceNumber: number;
  /** Numbers in `typeNames` and `stageNames`; −1: the customer is not known. */
  type: number;
  stage: number;
}

/** What a filter makes of each code, by number. */
export interface Terms {
  /** 1: counts. */
  counts: Uint8Array;
  /** 1: one of our own people, to be shown apart. */
  own: Uint8Array;
  /** 1: the slice is in the filter, whoever the customer is. */
  inSlice: Uint8Array;
  /** Failures from which a user counts as affected. */
  thresholds: Float64Array;
  /** Services with a rule on their audience: from which share on, and which codes that count are theirs. */
  audiences: { service: string; share: number; wanted: Uint8Array }[];
}

/** What services say of who is affected; see `TallyContext`. */
type Rules = Pick<TallyContext, 'threshold' | 'audience'>;

const customerKinds = 1 + typeNames.length * stageNames.length;

/** Numbers all that a filter can tell apart, so that it is asked once of each and not of each record. */
export class Codes {
  readonly list: Code[] = [];
  private readonly numbers = new Map<number, number>();
  private readonly sliceNumbers = new Map<string, number>();
  /** Partition → its slice → slice over all. */
  private readonly bySlice: number[][] = [];

  constructor(private readonly sliceName: (partition: number, slice: number) => SliceName) {}

  private sliceNumber(partition: number, slice: number): number {
    const known = (this.bySlice[partition] ??= []);
    const found = known[slice] as number | undefined;
    if (found !== undefined) return found;
    const { service, region, channel } = this.sliceName(partition, slice);
    const name = JSON.stringify([service, region, channel]);
    const number = this.sliceNumbers.get(name) ?? this.sliceNumbers.size;
    this.sliceNumbers.set(name, number);
    return (known[slice] = number);
  }

  /** The code of an interaction at a time (epoch ms) of a customer (−1: not known). */
  of(
    partition: number,
    slice: number,
    { customers }: People,
    customer: number,
    at: number,
  ): number {
    const type = customer < 0 ? -1 : customers.typeAt(customer, at);
    const stage = customer < 0 ? -1 : customers.stageAt(customer, at);
    const kind = customer < 0 ? 0 : 1 + type * stageNames.length + stage;
    const sliceNumber = this.sliceNumber(partition, slice);
    const key = sliceNumber * customerKinds + kind;
    const known = this.numbers.get(key);
    if (known !== undefined) return known;
    this.numbers.set(key, this.list.length);
    return (
      this.list.push({ slice: this.sliceName(partition, slice), sliceNumber, type, stage }) - 1
    );
  }

  /** What a filter makes of them. */
  terms(lists: FilterLists, { threshold, audience }: Rules): Terms {
    const { list } = this;
    const audiences = new Map<string, Terms['audiences'][number]>();
    const customerFilter = new CustomerFilter(lists);
    const [counts, own, inSlice] = [0, 1, 2].map(() => new Uint8Array(list.length));
    const thresholds = new Float64Array(list.length);
    list.forEach(({ slice, type, stage }, code) => {
      if (!filterHas(lists, slice)) return;
      const pick = customerFilter.pick(type, stage);
      inSlice[code] = 1;
      counts[code] = pick === 'counts' || pick === 'counts as our own' ? 1 : 0;
      own[code] = pick === 'our own' || pick === 'counts as our own' ? 1 : 0;
      thresholds[code] = threshold(slice.service);
      const share = audience?.(slice.service) ?? 0;
      if (share === 0 || counts[code] === 0) return;
      const { service } = slice;
      const rule = audiences.get(service) ?? {
        service,
        share,
        wanted: new Uint8Array(list.length),
      };
      audiences.set(service, rule);
      rule.wanted[code] = 1;
    });
    return { counts, own, inSlice, thresholds, audiences: [...audiences.values()] };
  }
}
