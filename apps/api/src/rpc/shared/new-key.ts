import type { Static } from '@sinclair/typebox';
import type { Credits } from '@unlatch/contract/shapes/credits';
import type { RateLimitSettings as Settings } from '@unlatch/contract/shapes/rate-limit';
import {
  type CreditState,
  planCreditUpdate,
  UNLIMITED,
} from '../../domain/credits/credit-state.js';
import type { RateLimitSettings } from '../../store/rate-limits/rate-limits.js';
import { acceptCredits } from './credits.js';
import { readKeyMeta } from './meta.js';
import { readRateLimits } from './rate-limit.js';

/** The part of a request that describes a new key, however the key itself is created. */
interface NewKeyRequest {
  readonly name?: string;
  readonly externalId?: string;
  readonly meta?: Readonly<Record<string, unknown>>;
  readonly roles?: readonly string[];
  readonly permissions?: readonly string[];
  readonly expires?: number;
  readonly enabled?: boolean;
  readonly credits?: Static<typeof Credits>;
  readonly ratelimits?: readonly Static<typeof Settings>[];
}

export interface NewKeySettings {
  readonly name: string | null;
  /** JSON text. */
  readonly meta: string | null;
  readonly enabled: boolean;
  readonly expiresAtMs: number | null;
  readonly credits: CreditState;
  readonly externalId: string | undefined;
  readonly permissions: readonly string[];
  readonly roles: readonly string[];
  readonly rateLimits: readonly RateLimitSettings[];
}

/**
 * Throws the problems that the schema cannot express. `location`: where this part stands in the
 * request.
 */
export function planNewKeySettings(
  request: NewKeyRequest,
  { location, nowMs }: { location: string; nowMs: number },
): NewKeySettings {
  const { meta, credits } = request;
  return {
    name: request.name ?? null,
    meta: meta === undefined ? null : readKeyMeta(meta, `${location}.meta`),
    enabled: request.enabled ?? true,
    expiresAtMs: request.expires ?? null,
    credits: acceptCredits(planCreditUpdate(UNLIMITED, credits, nowMs), `${location}.credits`),
    externalId: request.externalId,
    permissions: [...new Set(request.permissions)],
    roles: [...new Set(request.roles)],
    rateLimits: readRateLimits(request.ratelimits),
  };
}
