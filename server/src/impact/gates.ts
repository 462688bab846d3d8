import type { Depth } from '@rollcall/shared';
import { depthOf } from './depth.js';
import { UserShares, type AffectedUsers, type SharesOf } from './user-shares.js';

/** Whether a customer's share of affected users makes it affected, by the rules of services. */
class Audience {
  /** By code: by place of the customer, 1 for those that are; undefined: no rule. */
  private readonly byCode: (Uint8Array | undefined)[] = [];

  constructor(basis: SharesOf, question: string, affected: AffectedUsers) {
    const { size } = basis.joined.failedCustomers;
    for (const { service, share, wanted } of basis.terms.audiences) {
      const shares = new UserShares(basis, `${question} ${service}`, wanted, affected(wanted));
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
  /** Our own people are in no depth. */
  readonly withOwn: boolean;
  private known: UserShares | undefined;

  /** @param question names what is asked, but for the depth */
  constructor(
    private readonly basis: SharesOf,
    private readonly question: string,
    depth: Depth | Depth[] | undefined,
    private readonly affected: AffectedUsers,
  ) {
    const { joined, terms, picks } = basis;
    const { size } = joined.failedCustomers;
    this.withOwn = depth === undefined;
    if (terms.audiences.length > 0) this.audience = new Audience(basis, question, affected);
    const depths = depth && [depth].flat();
    const mask = picks && joined.maskOf(question, picks);
    this.picked = mask;
    if (!depths) return;
    this.picked = basis.buffers.uint8(size);
    for (let place = 0; place < size; place++) {
      // of whom nothing counts, there is no depth
      const share = mask?.[place] === 0 ? 0 : this.shares.shareOf(place);
      if (share > 0 && depths.includes(depthOf(share))) this.picked[place] = 1;
    }
  }

  /** How deep it went into each customer; worked out when somebody asks. */
  get shares(): UserShares {
    const { terms } = this.basis;
    return (this.known ??= new UserShares(
      this.basis,
      this.question,
      terms.counts,
      this.affected(terms.counts),
    ));
  }
}
