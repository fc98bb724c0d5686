import type { LimitSettings } from '../../../fields/limit-settings.js';
import { given } from '../../../lib/given.js';
import type { Key, KeyUpdate } from '../../../rpc/answers.js';

/*
 * What a form about a key says, and the request that makes the key so. A field that was not touched
 * is not sent, so two people who edit different fields do not undo one another. null clears.
 */

export interface KeyForm {
  readonly name: string;
  readonly externalId: string;
  readonly meta: string;
  /** `null`: it never expires. */
  readonly expires: number | null;
  readonly enabled: boolean;
}

export function formOf(key: Key): KeyForm {
  return {
    name: key.name ?? '',
    externalId: key.identity?.externalId ?? '',
    meta: key.meta === undefined ? '' : JSON.stringify(key.meta, null, 2),
    expires: key.expires ?? null,
    enabled: key.enabled,
  };
}

export type FormFault = { readonly field: 'meta'; readonly fault: 'notAnObject' };

export type Changes =
  | { readonly ok: true; readonly body: KeyUpdate; readonly count: number }
  | { readonly ok: false; readonly fault: FormFault };

export function changesOf(key: Key, form: KeyForm): Changes {
  const before = formOf(key);
  const meta = form.meta.trim() === '' ? null : objectOf(form.meta);
  if (meta === undefined) return { ok: false, fault: { field: 'meta', fault: 'notAnObject' } };
  const fields = {
    ...given('name', ifChanged(before.name, form.name, orNull(form.name))),
    ...given('externalId', ifChanged(before.externalId, form.externalId, orNull(form.externalId))),
    ...given('meta', ifChanged(JSON.stringify(key.meta ?? null), JSON.stringify(meta), meta)),
    ...given('expires', ifChanged(before.expires, form.expires, form.expires)),
    ...given('enabled', ifChanged(before.enabled, form.enabled, form.enabled)),
  };
  return { ok: true, body: { keyId: key.keyId, ...fields }, count: Object.keys(fields).length };
}

function ifChanged<Shown, Value>(before: Shown, now: Shown, value: Value): Value | undefined {
  return before === now ? undefined : value;
}

function orNull(text: string): string | null {
  return text.trim() === '' ? null : text.trim();
}

export function objectOf(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    return Object.fromEntries(Object.entries(value));
  } catch {
    return undefined;
  }
}

/** The limits of an answer, as a request takes them. */
export function limitSettingsOf(key: Key): LimitSettings[] {
  return (key.ratelimits ?? []).map(({ name, limit, duration, autoApply }) => ({
    name,
    limit,
    duration,
    autoApply,
  }));
}

/** What to add and what to remove. The rest stays, and so does a change that came in between. */
export function differenceOf(
  before: readonly string[],
  now: readonly string[],
): { added: string[]; removed: string[] } {
  return {
    added: now.filter((item) => !before.includes(item)),
    removed: before.filter((item) => !now.includes(item)),
  };
}
