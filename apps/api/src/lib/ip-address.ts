import { isIP } from 'node:net';

const BRACKETED = /^\[([^\]]*)\](?::\d{1,5})?$/;
const WITH_PORT = /^([\d.]+):\d{1,5}$/;

/**
 * The address in an entry of X-Forwarded-For, or `undefined` if there is none. Some proxies write
 * the port behind it, as `203.0.113.7:54321` and `[2001:db8::1]:443`.
 */
export function readAddress(entry: string): string | undefined {
  if (isIP(entry) !== 0) return entry;
  const address = BRACKETED.exec(entry)?.[1] ?? WITH_PORT.exec(entry)?.[1];
  return address !== undefined && isIP(address) !== 0 ? address : undefined;
}

export function isAddress(text: string): boolean {
  return isIP(text) !== 0;
}

/**
 * What one client can choose its addresses from: an IPv4 address, or the first 64 bits of an IPv6
 * one. `address` is in the form in which sockets give it.
 */
export function networkOf(address: string): string {
  if (address.includes('.')) return address.slice(address.lastIndexOf(':') + 1);
  const [before = '', after] = address.split('%')[0]?.split('::') ?? [];
  const groups = before === '' ? [] : before.split(':');
  const last = after === undefined || after === '' ? [] : after.split(':');
  const zeros = Array.from({ length: 8 - groups.length - last.length }, () => '0');
  return [...groups, ...zeros, ...last].slice(0, 4).join(':');
}
