import { BlockList, isIP } from 'node:net';

/** A set of IPv4 and IPv6 addresses and CIDR ranges. */
export interface IpRanges {
  includes(address: string): boolean;
}

export function isIpRange(entry: string): boolean {
  return parse(entry) !== undefined;
}

/** Entries that cannot be read are left out, so they match no address; see `isIpRange`. */
export function parseIpRanges(entries: readonly string[]): IpRanges {
  const list = new BlockList();
  for (const entry of entries) {
    const range = parse(entry);
    if (range !== undefined) list.addSubnet(range.address, range.prefixLength, range.family);
  }
  return {
    includes(address) {
      const family = familyOf(address);
      return family !== undefined && list.check(address, family);
    },
  };
}

type Family = 'ipv4' | 'ipv6';

function parse(
  entry: string,
): { address: string; prefixLength: number; family: Family } | undefined {
  const [address = '', length, ...rest] = entry.split('/');
  const family = familyOf(address);
  // A zone such as %eth0 names an interface of one machine. Node would ignore it silently.
  if (family === undefined || rest.length > 0 || address.includes('%')) return undefined;
  const longest = family === 'ipv4' ? 32 : 128;
  if (length === undefined) return { address, prefixLength: longest, family };
  const prefixLength = /^\d{1,3}$/.test(length) ? Number(length) : Number.NaN;
  return prefixLength <= longest ? { address, prefixLength, family } : undefined;
}

function familyOf(address: string): Family | undefined {
  const version = isIP(address);
  if (version === 0) return undefined;
  return version === 4 ? 'ipv4' : 'ipv6';
}
