import { readAddress } from '../../lib/ip-address.js';
import { parseIpRanges } from '../../lib/ip-ranges.js';

/** Names that stand for ranges in TRUSTED_PROXIES. */
const RANGES_OF: Readonly<Record<string, readonly string[]>> = {
  loopback: ['127.0.0.0/8', '::1/128'],
  linklocal: ['169.254.0.0/16', 'fe80::/10'],
  uniquelocal: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'],
};

/** Whether an address is that of a trusted proxy, with a port behind it or without. */
export function isTrustedProxy(entries: readonly string[]): (entry: string) => boolean {
  if (entries.length === 0) return () => false;
  const proxies = parseIpRanges(entries.flatMap((entry) => RANGES_OF[entry] ?? [entry]));
  return (entry: string) => {
    const address = readAddress(entry);
    return address !== undefined && proxies.includes(address);
  };
}

/** Whose word on X-Forwarded-For counts. */
export function trustProxies(entries: readonly string[]): false | ((entry: string) => boolean) {
  return entries.length > 0 && isTrustedProxy(entries);
}
