import { lookup as systemLookup } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/**
 * Where probes may go. Sites of the own network are what many are for; link-local addresses hold no
 * site, but in clouds the machine's own credentials. Judged after the name was looked up, on the very
 * addresses that are then connected to, so that no name can say one thing and mean another.
 */
const forbidden = new BlockList();
forbidden.addSubnet('169.254.0.0', 16, 'ipv4');
forbidden.addSubnet('fe80::', 10, 'ipv6');
// clouds' metadata outside of the link-local ranges, and the IPv4 ones by way of NAT64
forbidden.addAddress('fd00:ec2::254', 'ipv6');
forbidden.addAddress('100.100.100.200', 'ipv4');
forbidden.addSubnet('64:ff9b::a9fe:0', 112, 'ipv6');

export const isForbidden = (address: string): boolean =>
  forbidden.check(address.replace(/%.*$/, ''), isIP(address) === 6 ? 'ipv6' : 'ipv4');

const refusal = (): NodeJS.ErrnoException =>
  Object.assign(new Error('a link-local address'), { code: 'FORBIDDEN_ADDRESS' });

/** Throws where a host is itself a forbidden address: such a one is never looked up. */
export const checkHost = (hostname: string): void => {
  const host = hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) !== 0 && isForbidden(host)) throw refusal();
};

/** Looks a name up as the system does, and refuses it when any of its addresses is forbidden. */
export const allowedLookup: LookupFunction = (hostname, options, callback) => {
  systemLookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) callback(error, []);
    else if (addresses.some(({ address }) => isForbidden(address))) callback(refusal(), []);
    else if (options.all) callback(null, addresses);
    else callback(null, addresses[0].address, addresses[0].family);
  });
};
