/**
 * Every key, stream and queue prefix of a workspace, in one place.
 *
 * What stands in braces is Redis Cluster's hash tag: all keys of one partition lie on one node, so
 * that a script may touch them together; no script touches two tags.
 *
 * | key                  | type   | holds                                             | bounded by |
 * | -------------------- | ------ | ------------------------------------------------- | ---------- |
 * | signals:{p}          | stream | the raw log, packed batches                       | hours and a byte budget, never above the cursor |
 * | log:{p}              | hash   | counters of ingest: accepted, newest              | 2 fields |
 * | once:{p}:<key>       | string | marker: this request's part is stored here        | an hour |
 * | state:{p}            | hash   | cursor, commit number, folded, parked             | 5 fields |
 * | index:{p}            | stream | identities and slices in the order of their index | about 25 bytes an identity |
 * | impact:{p}           | stream | failures, and the oks that judge them             | weeks and a byte budget |
 * | activity:{p}         | stream | all other interactions                            | a day and a byte budget |
 * | events:{p}           | stream | ratings, contacts, health, changes                | weeks and a byte budget |
 * | cells:{p}            | stream | counts by slice and minute, until rolled up       | what a second counts, until it is rolled up |
 * | {series}:state       | hash   | how far the series are rolled up, their bytes     | a field a partition, a day, 28 days |
 * | {series}:slices      | list   | slices of the series by their number              | 16,384 names |
 * | {series}:minutes:<d> | hash   | hour of a day → counts by slice and minute        | 3 days and a byte budget |
 * | {series}:hours:<n>   | hash   | hour of 28 days → counts by slice                 | 400 days and a byte budget |
 * | failed:{p}:<day>     | string | bitmap: whose failure lies in the impact log      | two days |
 * | dead:{p}             | stream | batches that could not be folded                  | 1,000 entries |
 * | history:{p}          | hash   | how far the roll-up has read, its size by day     | 4 fields and one a day kept |
 * | visits:{p}:<day>     | hash   | hour → who was there when, in steps of 5 minutes  | five weeks and a byte budget |
 * | {sources}:seen       | zset   | when each source was last heard of                | 1,000 sources |
 * | {sources}:of:<id>    | hash   | a source's totals, drops, last error              | some 60 fields; 30 days unheard of |
 * | {sources}:minute:<m> | hash   | taken and identified in a minute, by source       | 3 fields a source; an hour |
 * | {sources}:lag:<m>    | hash   | histogram of lag in a minute, by source           | about 20 fields a source; 7 minutes |
 * | {sources}:sampled:<d> | zset  | slices fed by sampled sources on a day of events  | 4,096 slices; 50 days |
 * | {probes}:results     | hash   | the last 20 results of each probe                 | 200 probes |
 * | {probes}:running:<id> | string | who checks this probe just now                    | its timeout and 5 s |
 * | {reviews}:cohort:<id> | string | who is watched after an incident, deflated   | 20,000 customers; 36 days |
 */
export interface PartitionKeys {
  signals: string;
  log: string;
  state: string;
  index: string;
  impact: string;
  activity: string;
  events: string;
  cells: string;
  dead: string;
  history: string;
  visits: (day: number) => string;
  failed: (day: number) => string;
  once: (request: string) => string;
}

export interface WorkspaceKeys {
  /**
   * Fixed at the first start: partition count. In a demo's workspace also its story and the run it
   * belongs to; in ours, whether anything was sent, and which demo was removed.
   */
  meta: string;
  /** The timeline and audit log: incidents, services, keys made and revoked. */
  control: string;
  /** Aggregate id → version, compared by every append to the control log. */
  controlVersions: string;
  /** What was ever said of customers and their users. */
  directory: string;
  /** The last published live view, its patches, the last impact of each incident. */
  view: string;
  patches: string;
  impacts: string;
  /** What detection found last: at most 200 findings. */
  findings: string;
  /** Slice → how few people came in each hour of the week: 4,096 slices, 345 bytes each. */
  weeks: string;
  /** How customers of each service are, by the minute: some 2,900 minutes of 20 services. */
  vitals: string;
  /** An incident's counts since its onset: 600 points at the most, until five weeks after the last. */
  curve: (incident: string) => string;
  /** Key id → hashed key. */
  accessKeys: string;
  /** The first answer to a request that carried an idempotency key, an hour long. */
  request: (hash: string) => string;
  /** The register of sources: source → when it was last heard of. */
  sourcesSeen: string;
  sourceOf: (id: string) => string;
  /** Counters of a minute (its number since the epoch), of all sources. */
  sourceMinute: (minute: number) => string;
  sourceLag: (minute: number) => string;
  /** Slice → the smallest sampling that fed it on a day (its number since the epoch). */
  sampledOn: (day: number) => string;
  /** Probe id → its last 20 results; a field for each of at most 200 probes. */
  probeResults: string;
  /** Held while a probe is checked, a little longer than its timeout. */
  probeRunning: (id: string) => string;
  /** How far each partition's cells were rolled up, and the bytes of each key below. */
  seriesState: string;
  /** Slices of the series by their number: at most 16,384 names. */
  seriesSlices: string;
  /** Hour of a day (its number since the epoch) → its minutes, packed. */
  seriesMinutes: (day: number) => string;
  /** Hour since the epoch → its counts, packed; a key for 28 days. */
  seriesHours: (period: number) => string;
  /** Who is watched after an incident, to see who comes back: 20,000 customers at the most, 36 days. */
  cohort: (incident: string) => string;
  /** BullMQ's `prefix`. */
  jobs: string;
  partition: (p: number) => PartitionKeys;
}

/** All keys of a workspace. Pure; cheap enough to call once at start. */
export const keysOf = (workspace: string): WorkspaceKeys => {
  const root = `rollcall:${workspace}`;
  const partitions = new Map<number, PartitionKeys>();
  const partition = (p: number): PartitionKeys => {
    const known = partitions.get(p);
    if (known) return known;
    const made: PartitionKeys = {
      signals: `${root}:signals:{${p}}`,
      log: `${root}:log:{${p}}`,
      state: `${root}:state:{${p}}`,
      index: `${root}:index:{${p}}`,
      impact: `${root}:impact:{${p}}`,
      activity: `${root}:activity:{${p}}`,
      events: `${root}:events:{${p}}`,
      cells: `${root}:cells:{${p}}`,
      dead: `${root}:dead:{${p}}`,
      history: `${root}:history:{${p}}`,
      visits: (day) => `${root}:visits:{${p}}:${day}`,
      failed: (day) => `${root}:failed:{${p}}:${day}`,
      once: (request) => `${root}:once:{${p}}:${request}`,
    };
    partitions.set(p, made);
    return made;
  };
  return {
    meta: `${root}:{meta}`,
    control: `${root}:{control}:log`,
    controlVersions: `${root}:{control}:versions`,
    directory: `${root}:{directory}:log`,
    view: `${root}:{live}:view`,
    patches: `${root}:{live}:patches`,
    impacts: `${root}:{live}:impacts`,
    findings: `${root}:{live}:findings`,
    vitals: `${root}:{live}:vitals`,
    weeks: `${root}:{live}:weeks`,
    curve: (incident) => `${root}:{live}:curve:${incident}`,
    accessKeys: `${root}:{access}:keys`,
    probeResults: `${root}:{probes}:results`,
    probeRunning: (id) => `${root}:{probes}:running:${id}`,
    request: (hash) => `${root}:request:{${hash}}`,
    sourcesSeen: `${root}:{sources}:seen`,
    sourceOf: (id) => `${root}:{sources}:of:${id}`,
    sourceMinute: (minute) => `${root}:{sources}:minute:${minute}`,
    sourceLag: (minute) => `${root}:{sources}:lag:${minute}`,
    sampledOn: (day) => `${root}:{sources}:sampled:${day}`,
    seriesState: `${root}:{series}:state`,
    seriesSlices: `${root}:{series}:slices`,
    seriesMinutes: (day) => `${root}:{series}:minutes:${day}`,
    seriesHours: (period) => `${root}:{series}:hours:${period}`,
    cohort: (incident) => `${root}:{reviews}:cohort:${incident}`,
    jobs: `{${root}:jobs}`,
    partition,
  };
};
