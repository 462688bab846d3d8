import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { AccessKey, CreatedKey, Permission } from '@rollcall/shared';
import type { Env } from '../config/env.js';
import type { RedisClient } from '../redis/connection.redis.js';
import type { WorkspaceKeys } from '../redis/keys.js';
import { ENV, KEYS, REDIS } from '../tokens.js';
import { allows, partsOfKey, type Caller } from './secrets.js';
import { openSession, sealSession, sessionSecret } from './session-seal.crypto.js';

const sessionMs = 30 * 86_400_000;
/** How long a key that was found good may be taken as good without asking again, ms. */
const trustMs = 1_000;
/** Callers remembered at the most. */
const maxRemembered = 10_000;

/** Keys made before there were origins have none. */
type StoredKey = Omit<AccessKey, 'origins'> & { origins?: string[]; hash: string };

/**
 * Keys are random and long, so a plain SHA-256 keeps them: there is nothing to guess, and ingest
 * checks one at each request.
 */
const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');

const same = (a: string, b: string): boolean =>
  timingSafeEqual(Buffer.from(hashOf(a)), Buffer.from(hashOf(b)));

const bytesOf = (hash: string): Buffer => Buffer.from(hash, 'hex');

const root: Caller = { id: 'root', name: 'root key', permissions: ['manage'] };

/** Who may do what: the root key, made keys, and signed-in pages. */
@Injectable()
export class AccessService {
  private sealing: string | undefined;
  /** Hashed once: each request is asked whether its key is the root key. */
  private readonly rootHash: Buffer | undefined;
  private readonly remembered = new Map<string, { caller: Caller | undefined; until: number }>();

  constructor(
    @Inject(REDIS) private readonly redis: RedisClient,
    @Inject(KEYS) private readonly keys: WorkspaceKeys,
    @Inject(ENV) private readonly env: Env,
  ) {
    this.rootHash = env.rootKey === undefined ? undefined : bytesOf(hashOf(env.rootKey));
  }

  /** The caller behind a key; undefined when the key is not known or revoked. */
  async callerOf(key: string): Promise<Caller | undefined> {
    // found by its hash, so that how long it takes says nothing of how much of a key is right
    const known = this.remembered.get(key);
    const now = Date.now();
    if (known && known.until > now) return known.caller;
    const parts = partsOfKey(key);
    const isRoot =
      this.rootHash !== undefined && timingSafeEqual(bytesOf(hashOf(key)), this.rootHash);
    if (!isRoot && !parts) return undefined;
    const caller = isRoot ? root : parts && (await this.callerMade(parts));
    if (this.remembered.size >= maxRemembered) this.remembered.clear();
    this.remembered.set(key, { caller, until: now + trustMs });
    return caller;
  }

  /** The caller behind a made key. */
  private async callerMade({
    id,
    secret,
  }: {
    id: string;
    secret: string;
  }): Promise<Caller | undefined> {
    const stored = await this.stored(id);
    const good = stored?.revokedAt === null && same(stored.hash, hashOf(secret));
    return good ? callerBehind(stored) : undefined;
  }

  private async stored(id: string): Promise<StoredKey | undefined> {
    const found = await this.redis.hget(this.keys.accessKeys, id);
    return found === null ? undefined : (JSON.parse(found) as StoredKey);
  }

  /** Makes a key. Its secret is in the answer and nowhere else. */
  async create(
    name: string,
    permissions: Permission[],
    origins: string[] = [],
  ): Promise<CreatedKey> {
    const id = randomBytes(6).toString('hex');
    const secret = randomBytes(24).toString('hex');
    const createdAt = Date.now();
    const key: AccessKey = { id, name, permissions, origins, createdAt, revokedAt: null };
    const stored: StoredKey = { ...key, hash: hashOf(secret) };
    await this.redis.hset(this.keys.accessKeys, id, JSON.stringify(stored));
    return { ...key, key: `rck_${id}_${secret}` };
  }

  /** All keys, newest first, without their hashes. */
  async list(): Promise<AccessKey[]> {
    const found = await this.redis.hgetall(this.keys.accessKeys);
    return Object.values(found)
      .map((text) => withoutHash(JSON.parse(text) as StoredKey))
      .sort((a, b) => b.createdAt - a.createdAt);
  }

  /** Revokes a key: at once in this process, within a second in others. Undefined: no such key. */
  async revoke(id: string): Promise<AccessKey | undefined> {
    const stored = await this.stored(id);
    if (!stored) return undefined;
    const revoked = { ...stored, revokedAt: stored.revokedAt ?? Date.now() };
    await this.redis.hset(this.keys.accessKeys, id, JSON.stringify(revoked));
    this.remembered.clear();
    return withoutHash(revoked);
  }

  /** Signs a page in with a key that may read; resolves to the cookie's value, 30 days good. */
  async signIn(key: string): Promise<string | undefined> {
    const caller = await this.callerOf(key);
    if (!caller || !allows(caller, 'read')) return undefined;
    return sealSession({ key: caller.id, until: Date.now() + sessionMs }, this.secret);
  }

  /** The caller behind a session cookie; undefined when it has ended or its key was revoked. */
  async callerOfSession(cookie: string): Promise<Caller | undefined> {
    const session = openSession(cookie, this.secret, Date.now());
    if (!session) return undefined;
    const id = `session:${session.key}`;
    if (session.key === 'root') return { ...root, id };
    const stored = await this.stored(session.key);
    if (stored?.revokedAt !== null) return undefined;
    return { id, name: stored.name, permissions: stored.permissions };
  }

  /** Sessions end with the root key they were sealed under. */
  private get secret(): string {
    return (this.sealing ??= sessionSecret(this.env.rootKey ?? ''));
  }
}

const callerBehind = ({ id, name, permissions, origins = [] }: StoredKey): Caller => ({
  id,
  name,
  permissions,
  origins,
});

const withoutHash = ({ hash: _, origins = [], ...key }: StoredKey): AccessKey => ({
  ...key,
  origins,
});
