import { Inject, Injectable } from '@nestjs/common';
import { mostCurvePoints, type CurvePoint, type IncidentView } from '@rollcall/shared';
import type { RedisClient } from '../redis/connection.redis.js';
import type { WorkspaceKeys } from '../redis/keys.js';
import { scripts } from '../redis/scripts.redis.js';
import { KEYS, REDIS } from '../tokens.js';
import { curvePoint, packPoint, unpackPoint } from './curve-point.js';

/** Points of a new curve lie at least this far apart, ms of the workspace's clock. */
const firstStepMs = 1_000;
/** A curve is kept this long after its last point. */
const keepSeconds = 35 * 86_400;
/** The onset and the present are added when it is asked for. */
const mostStored = mostCurvePoints - 2;

/** What the counts of incidents were since they are counted. */
@Injectable()
export class CurveStore {
  /** Incident and generation → when its next point is due, as far as this process knows. */
  private readonly due = new Map<string, number>();

  constructor(
    @Inject(REDIS) private readonly redis: RedisClient,
    @Inject(KEYS) private readonly keys: WorkspaceKeys,
  ) {}

  /** Adds what was published of incidents, where a point is due. */
  async add(incidents: readonly IncidentView[], now: number): Promise<void> {
    const names = new Set(incidents.map(nameOf));
    for (const name of this.due.keys()) if (!names.has(name)) this.due.delete(name);
    await Promise.all(incidents.map((incident) => this.addOne(incident, now)));
  }

  private async addOne(incident: IncidentView, now: number): Promise<void> {
    // a part would look like a fall
    if (!incident.impact.complete) return;
    const at = Math.floor(Math.min(now, incident.resolvedAt ?? Infinity));
    if (at < (this.due.get(nameOf(incident)) ?? -Infinity)) return;
    const due = await scripts.curve.run(
      this.redis,
      [this.keys.curve(incident.id)],
      [
        incident.generation,
        at,
        firstStepMs,
        mostStored,
        keepSeconds,
        packPoint(curvePoint(at, incident.impact)),
      ],
    );
    this.due.set(nameOf(incident), Number(due));
  }

  /** The points of an incident's generation, oldest first. */
  async points({ id, generation }: IncidentView): Promise<CurvePoint[]> {
    const [head, ...points] = await this.redis.lrange(this.keys.curve(id), 0, -1);
    return head?.startsWith(`${generation}:`) ? points.map(unpackPoint) : [];
  }
}

const nameOf = ({ id, generation }: IncidentView): string => `${id}:${generation}`;
