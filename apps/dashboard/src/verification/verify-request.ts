import { given } from '../lib/given.js';
import type { RequestOf } from '../rpc/call.js';

export interface VerifyFields {
  readonly key: string;
  readonly permissions: string;
  /** Separated by white space or commas. */
  readonly tags: string;
  /** The name of a limit of the key. */
  readonly limit: string;
  readonly ip: string;
  /** Off: nothing is spent, so that trying a key costs its owner nothing. */
  readonly spends: boolean;
  readonly cost: number | undefined;
}

export const EMPTY_FIELDS: VerifyFields = {
  key: '',
  permissions: '',
  tags: '',
  limit: '',
  ip: '',
  spends: false,
  cost: 1,
};

export function requestFrom(fields: VerifyFields): RequestOf<'keys.verifyKey'> {
  const { spends, cost } = fields;
  const limit = textOf(fields.limit);
  const tags = fields.tags.split(/[\s,]+/).filter((tag) => tag !== '');
  return {
    // A key that was copied with the space around it is meant without.
    key: fields.key.trim(),
    ...given('permissions', textOf(fields.permissions)),
    ...given('tags', tags.length === 0 ? undefined : tags),
    ...given('credits', creditsOf(spends, cost)),
    ...given('ratelimits', limit === undefined ? undefined : [limitOf(limit, spends)]),
    ...given('ip', textOf(fields.ip)),
  };
}

function creditsOf(spends: boolean, cost: number | undefined): { cost: number } | undefined {
  if (!spends) return { cost: 0 };
  return cost === undefined || cost === 1 ? undefined : { cost };
}

function limitOf(name: string, spends: boolean): { name: string; cost?: number } {
  return spends ? { name } : { name, cost: 0 };
}

function textOf(text: string): string | undefined {
  return text.trim() === '' ? undefined : text.trim();
}
