import type { Permission } from '@rollcall/shared';

/** Who asks, and what they may do. */
export interface Caller {
  /** A key's id, `root`, or `session:<key id>`. */
  id: string;
  /** The key's name, for people. */
  name: string;
  permissions: readonly Permission[];
  /** The pages that may use it; none or empty: any. */
  origins?: readonly string[];
}

/** `manage` may do everything. */
export const allows = (caller: Caller, permission: Permission): boolean =>
  caller.permissions.includes(permission) || caller.permissions.includes('manage');

/**
 * The token of an Authorization header; undefined when there is none. Some OTLP exporters pass on the
 * `%20` of OTEL_EXPORTER_OTLP_HEADERS as it stands.
 */
export const bearerOf = (header: string | undefined): string | undefined =>
  /^Bearer(?: +|%20)(\S+)$/i.exec(header ?? '')?.[1];

/** The cookie that carries a signed-in page's session. */
export const sessionCookie = 'rollcall_session';

/** The value of a cookie in a Cookie header. */
export const cookieOf = (header: string | undefined, name: string): string | undefined => {
  for (const part of (header ?? '').split(';')) {
    const at = part.indexOf('=');
    if (part.slice(0, at).trim() === name) return part.slice(at + 1).trim();
  }
  return undefined;
};

/** Splits a made key `rck_<id>_<secret>`; undefined when it has another form. */
export const partsOfKey = (key: string): { id: string; secret: string } | undefined => {
  const found = /^rck_([0-9a-f]{12})_([A-Za-z0-9-]{32,})$/.exec(key);
  return found ? { id: found[1], secret: found[2] } : undefined;
};
