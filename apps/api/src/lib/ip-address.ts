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
