import { areLimitsComplete, type LimitRow, limitSettingsFrom } from '../../../fields/limit-rows.js';
import { given } from '../../../lib/given.js';
import type { Api, NewKey } from '../../../rpc/answers.js';
import { type CreditForm, creditsFrom, faultsOfCredits, UNLIMITED } from '../fields/credit-form.js';
import { objectOf } from '../key/changes.js';

/** A key while it is being written. */
export interface CreateForm {
  readonly name: string;
  readonly externalId: string;
  readonly prefix: string;
  readonly byteLength: number | undefined;
  /** `null`: never. */
  readonly expires: number | null;
  readonly enabled: boolean;
  readonly recoverable: boolean;
  readonly credits: CreditForm;
  readonly limits: readonly LimitRow[];
  readonly roles: readonly string[];
  readonly permissions: readonly string[];
  readonly meta: string;
}

/** Prefix and length stay empty: then those of the API count, whatever they are by then. */
export const EMPTY_FORM: CreateForm = {
  name: '',
  externalId: '',
  prefix: '',
  byteLength: undefined,
  expires: null,
  enabled: true,
  recoverable: false,
  credits: UNLIMITED,
  limits: [],
  roles: [],
  permissions: [],
  meta: '',
};

export function isMetaAnObject(meta: string): boolean {
  return meta.trim() === '' || objectOf(meta) !== undefined;
}

export function isComplete(form: CreateForm): boolean {
  return (
    isMetaAnObject(form.meta) &&
    areLimitsComplete(form.limits) &&
    Object.keys(faultsOfCredits(form.credits)).length === 0
  );
}

/** What is as it would be anyway is left out, so that "copy as" shows what was chosen. */
export function createRequestOf({ id: apiId }: Pick<Api, 'id'>, form: CreateForm): NewKey {
  return {
    apiId,
    ...given('name', textOf(form.name)),
    ...given('externalId', textOf(form.externalId)),
    ...given('prefix', textOf(form.prefix)),
    ...given('byteLength', form.byteLength),
    ...given('expires', form.expires ?? undefined),
    ...given('enabled', form.enabled ? undefined : false),
    ...given('recoverable', form.recoverable ? true : undefined),
    ...given('credits', creditsFrom(form.credits) ?? undefined),
    ...given('ratelimits', listOf(limitSettingsFrom(form.limits))),
    ...given('roles', listOf(form.roles)),
    ...given('permissions', listOf(form.permissions)),
    ...given('meta', form.meta.trim() === '' ? undefined : objectOf(form.meta)),
  };
}

function textOf(text: string): string | undefined {
  return text.trim() === '' ? undefined : text.trim();
}

function listOf<Item>(items: readonly Item[]): Item[] | undefined {
  return items.length === 0 ? undefined : [...items];
}
