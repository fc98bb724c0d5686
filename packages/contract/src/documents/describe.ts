import type { Operation } from '../operation.js';
import { describeRights } from './describe-rights.js';

/** `keys` of `keys.createKey`. */
export function groupOf(name: string): string {
  return name.split('.')[0] ?? name;
}

export function describeOperation({ description, requires }: Operation): string {
  return [description, describeRights(requires)].filter((text) => text !== '').join(' ');
}
