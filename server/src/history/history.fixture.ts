import { PartitionFold } from '../fold/partition.fold.js';
import { PartitionStore } from '../fold/partition.store.js';
import { packed, store } from '../fold/log.fixture.js';
import type { RedisClient } from '../redis/connection.redis.js';
import type { WorkspaceKeys } from '../redis/keys.js';
import type { AcceptedSignal } from '../signals/accepted-signal.js';
import { partitionOf } from '../signals/partition.js';
import { signal } from '../signals/signals.fixture.js';

/** Stores signals as ingest does, and folds them. */
export class FoldedTown {
  private readonly folds: PartitionFold[];

  constructor(
    private readonly redis: RedisClient,
    private readonly keys: WorkspaceKeys,
    private readonly partitions: number,
  ) {
    this.folds = Array.from(
      { length: partitions },
      (_, p) => new PartitionFold(new PartitionStore(redis, keys.partition(p)), () => Date.now()),
    );
  }

  async live(given: Partial<AcceptedSignal>[]): Promise<void> {
    const byPartition = new Map<number, AcceptedSignal[]>();
    for (const each of given.map((fields) => signal(fields))) {
      const p = partitionOf(each.user, this.partitions);
      byPartition.set(p, [...(byPartition.get(p) ?? []), each]);
    }
    for (const [p, signals] of byPartition) {
      const bytes = packed(signals, Date.now());
      await store(this.redis, this.keys.partition(p), bytes, signals.length);
    }
    for (const fold of this.folds) await fold.run(60_000);
  }
}
