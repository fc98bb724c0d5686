import type { Key } from '../../rpc/answers.js';

/** What people call a key: its name, else how it begins. Of an imported key, only the id is known. */
export function nameOf({ name, start, keyId }: Pick<Key, 'name' | 'start' | 'keyId'>): string {
  return name ?? (start === '' ? keyId : `${start}…`);
}
