import type { Depth } from '@rollcall/shared';
import { depthOf } from './depth.js';
import { UserShares, type SharesOf } from './user-shares.js';

/** Whether a customer's share of affected users makes it affected, by the rules of services. */
class Audience {
  /** By code: by place of the customer, 1 for those that are; undefined: no rule. */
  private readonly byCode: (Uint8Array | undefined)[] = [];

  constructor(basis: SharesOf, question: string) {
    const { size } = basis.joined.failedCustomers;
    for (const { service, share, wanted } of basis.terms.audiences) {
      const shares = new UserShares(basis, `${question} ${service}`, wanted);
      const passes = basis.buffers.uint8(size);
      for (let place = 0; place < size; place++) {
        if (shares.shareOf(place) >= share) passes[place] = 1;
      }
      wanted.forEach((is, code) => {
        if (is === 1) this.byCode[code] = passes;
      });
    }
  }

  passes(code: number, customer: number): boolean {
    const passes = this.byCode[code];
    return passes === undefined || passes[customer] === 1;
  }
}

/** Which customers, by place among those of whom something failed, a question lets through. */
export class Gates {
  /** 1: what the filter asks of customers is so; undefined: it asks nothing. */
  readonly picked: Uint8Array | undefined;
  /** undefined: no service in question has such a rule. */
  readonly audience: Audience | undefined;
  /** undefined: nobody asked for depth. */
  readonly shares: UserShares | undefined;

  /** Our own people are in no depth. */
  readonly withOwn: boolean;

  constructor(
    basis: SharesOf,
    question: string,
    depth: Depth | Depth[] | undefined,
    withDepth: boolean,
  ) {
    const { joined, terms, picks } = basis;
    const { list } = joined.failedCustomers;
    this.withOwn = depth === undefined;
    if (terms.audiences.length > 0) this.audience = new Audience(basis, question);
    if (depth || withDepth) this.shares = new UserShares(basis, question, terms.counts);
    const depths = depth && [depth].flat();
    const mask = picks && joined.maskOf(question, picks);
    this.picked = mask;
    if (!depths) return;
    this.picked = basis.buffers.uint8(list.length);
    for (let place = 0; place < list.length; place++) {
      // of whom nothing counts, there is no depth
      const share = mask?.[place] === 0 ? 0 : (this.shares?.shareOf(place) ?? 0);
      if (share > 0 && depths.includes(depthOf(share))) this.picked[place] = 1;
    }
  }
}
