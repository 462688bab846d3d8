import { probeLimits } from '@rollcall/shared';
import type { Trouble } from './verdict.js';

/** How far a look had come when it ended. */
export type Phase = 'name' | 'connect' | 'tls' | 'answer' | 'body';

const waitedFor: Record<Phase, string> = {
  name: 'while its name was looked up',
  connect: 'while connecting',
  tls: 'while agreeing on encryption',
  answer: 'while waiting for its answer',
  body: 'while its answer came in',
};

const trust =
  'have a certificate issued by an authority that browsers trust; for one of your own, name it to the ' +
  'worker in NODE_EXTRA_CA_CERTS, or take any certificate for this probe';

const byCode: Record<string, Trouble> = {
  ENOTFOUND: {
    reason: 'its name is not known',
    remedy: 'check the spelling, and the DNS of the machine that the worker runs on',
  },
  EAI_AGAIN: {
    reason: 'its name could not be looked up just now',
    remedy: 'check the DNS server of the machine that the worker runs on',
  },
  ECONNREFUSED: {
    reason: 'nothing listens there: the connection was refused',
    remedy: 'check that the site runs, and the port',
  },
  ECONNRESET: {
    reason: 'it broke the connection off',
    remedy: "look into the site's own log, and at what stands in front of it",
  },
  EHOSTUNREACH: {
    reason: 'there is no way to its machine',
    remedy: 'check network and firewall between the worker and it',
  },
  ETIMEDOUT: {
    reason: 'it did not take the connection in time',
    remedy: 'check that its machine runs, and the firewall in front of it',
  },
  CERT_HAS_EXPIRED: {
    reason: 'its certificate has ended',
    remedy: 'renew the certificate, and look why its renewal did not run by itself',
  },
  CERT_NOT_YET_VALID: {
    reason: 'its certificate is not valid yet',
    remedy: 'check the clocks of both machines, or wait until it is',
  },
  ERR_TLS_CERT_ALTNAME_INVALID: {
    reason: 'its certificate is for another name',
    remedy: 'put this name into the certificate, or probe the name that is in it',
  },
  DEPTH_ZERO_SELF_SIGNED_CERT: {
    reason: 'nobody vouches for its certificate: it is self-signed',
    remedy: trust,
  },
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: {
    reason: 'its certificate does not lead to an authority that is trusted',
    remedy: `send the intermediate certificates along; else ${trust}`,
  },
  EPROTO: {
    reason: 'it does not speak TLS there, or none that we speak',
    remedy: 'check the port, and whether the address should begin with http://',
  },
  HPE: {
    reason: 'what it answers is not HTTP',
    remedy: 'check the port, and whether the address should begin with https://',
  },
  Z: {
    reason: 'its answer could not be unpacked',
    remedy: 'look how it compresses what it sends',
  },
  FORBIDDEN_ADDRESS: {
    reason: 'its name leads to a link-local address, which probes may not ask',
    remedy: 'probe a name or an address of the site itself',
  },
  TOO_MANY_REDIRECTS: {
    reason: `it redirects more than ${probeLimits.redirects} times`,
    remedy: 'probe the address where it should end, and look whether it redirects in a circle',
  },
  BAD_REDIRECT: {
    reason: 'it redirects to something that is no http or https address',
    remedy: 'mend the redirect, or probe the address where it should end',
  },
};

const aliases: Record<string, string> = {
  ENETUNREACH: 'EHOSTUNREACH',
  EHOSTDOWN: 'EHOSTUNREACH',
  EADDRNOTAVAIL: 'EHOSTUNREACH',
  EPIPE: 'ECONNRESET',
  SELF_SIGNED_CERT_IN_CHAIN: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  UNABLE_TO_GET_ISSUER_CERT: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
};

/** `HPE_INVALID_CONSTANT`, `ERR_SSL_…` and `Z_DATA_ERROR` are families. */
const families: [RegExp, string][] = [
  [/^HPE_/, 'HPE'],
  [/^ERR_SSL_|SSL_/, 'EPROTO'],
  [/^(?:Z|ERR__?BROTLI)_|^ERR__ERROR/, 'Z'],
];

/** The code of an error; of several addresses that failed, the first one's. */
const codeOf = (error: unknown): string => {
  const { code, errors } = error as { code?: unknown; errors?: unknown[] };
  if (typeof code === 'string') return code;
  return errors?.[0] === undefined ? '' : codeOf(errors[0]);
};

/** What went wrong, in words that help whoever reads them at night. */
export const explainTrouble = (error: unknown, phase: Phase, timeoutMs: number): Trouble => {
  const { name, message } = error as Error;
  if (name === 'AbortError' || name === 'TimeoutError') {
    return {
      reason: `no whole answer within ${timeoutMs} ms: time ran out ${waitedFor[phase]}`,
      remedy:
        phase === 'name'
          ? byCode['EAI_AGAIN'].remedy
          : 'look whether the site is overloaded or a firewall drops what comes; or raise timeoutMs',
    };
  }
  const code = codeOf(error);
  const family = families.find(([pattern]) => pattern.test(code))?.[1];
  return (
    byCode[aliases[code] ?? code] ??
    (family === undefined ? undefined : byCode[family]) ?? {
      reason: `it failed ${waitedFor[phase]}: ${(message || code || 'no reason given').slice(0, 200)}`,
      remedy: 'try the same address from the machine that the worker runs on',
    }
  );
};
