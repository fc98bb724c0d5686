import type { Static } from '@sinclair/typebox';
import { planCredits } from '../../../domain/credits/plan-credits.js';
import { nextRefillAtMs } from '../../../domain/credits/refill-schedule.js';
import { KEY_BYTE_LENGTH_DEFAULT } from '../../../domain/key-format/format-key.js';
import { serializeMeta } from '../../../domain/meta.js';
import { invalidInput } from '../../../domain/problems.js';
import type { Api } from '../../../store/apis.js';
import type { StoredCredits } from '../../../store/keys.js';
import { refuseRatelimits } from '../../shared/refuse-ratelimits.js';
import type { definition } from './schema.js';

type Request = Static<typeof definition.request>;

const META_BYTES_MAX = 65_535;

/** Everything about the new key that does not depend on chance or on the database. */
interface NewKeyPlan {
  readonly prefix: string | null;
  readonly byteLength: number;
  readonly name: string | null;
  readonly meta: string | null;
  readonly enabled: boolean;
  readonly expiresAtMs: number | null;
  readonly credits: StoredCredits;
  readonly externalId: string | undefined;
  readonly permissions: readonly string[];
  readonly roles: readonly string[];
}

/** Request and defaults of the API become one complete plan. Throws what the schema cannot say. */
export function planNewKey(request: Request, api: Api, nowMs: number): NewKeyPlan {
  refuseRatelimits(request.ratelimits);
  return {
    prefix: request.prefix ?? api.defaultPrefix,
    byteLength: request.byteLength ?? api.defaultByteLength ?? KEY_BYTE_LENGTH_DEFAULT,
    name: request.name ?? null,
    meta: planMeta(request.meta),
    enabled: request.enabled ?? true,
    expiresAtMs: request.expires ?? null,
    credits: planStoredCredits(request.credits, nowMs),
    externalId: request.externalId,
    permissions: [...new Set(request.permissions)],
    roles: [...new Set(request.roles)],
  };
}

function planMeta(meta: Request['meta']): string | null {
  if (meta === undefined) return null;
  const serialized = serializeMeta(meta, { bytesMax: META_BYTES_MAX });
  if (!serialized.ok) throw invalidInput('body.meta', serialized.message);
  return serialized.text;
}

function planStoredCredits(credits: Request['credits'], nowMs: number): StoredCredits {
  const planned = planCredits(credits);
  if (!planned.ok) throw invalidInput(`body.credits.${planned.location}`, planned.message);
  const { remaining, refill } = planned.credits;
  if (refill === null) return { remaining, refill: null };
  const dueAtMs = nextRefillAtMs({ day: refill.day, afterMs: nowMs });
  return { remaining, refill: { ...refill, dueAtMs } };
}
