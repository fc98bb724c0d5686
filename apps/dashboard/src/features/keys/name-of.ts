import type { Key } from './types.js';

/** What people call a key: its name, else how it begins. */
export function nameOf({ name, start }: Pick<Key, 'name' | 'start'>): string {
  return name ?? `${start}…`;
}
