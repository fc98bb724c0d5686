import type { Static } from '@sinclair/typebox';
import type { VerificationEvent } from '@unlatch/contract/shapes/verification-event';
import type { StoredVerification } from '../../store/events/verification-page.js';
import { requireSpan } from './chart-buckets.js';

export function presentVerificationEvent(
  event: StoredVerification,
): Static<typeof VerificationEvent> {
  return {
    requestId: event.requestId,
    time: event.timeMs,
    apiId: event.apiId,
    keyId: event.keyId,
    ...(event.identityId === '' ? {} : { identityId: event.identityId }),
    ...(event.externalId === '' ? {} : { externalId: event.externalId }),
    outcome: event.outcome,
    tags: event.tags,
    spentCredits: event.spentCredits,
    latencyMs: event.latencyUs / 1000,
  };
}

/** To the millisecond, since single events are shown. */
export function readEventSpan(
  body: { readonly from?: number; readonly to?: number },
  nowMs: number,
): { readonly fromMs: number; readonly toMs: number } {
  const hours = requireSpan(body, nowMs);
  return { fromMs: body.from ?? hours.fromMs, toMs: body.to ?? hours.toMs };
}
