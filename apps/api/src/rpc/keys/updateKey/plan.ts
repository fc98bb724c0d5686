import type { Static } from '@sinclair/typebox';
import type { updateKey as definition } from '@unlatch/contract/operations/keys/updateKey';
import { planCreditUpdate } from '../../../domain/credits/credit-state.js';
import { patched } from '../../../lib/patched.js';
import type { KeyState } from '../../../store/keys/key-state.js';
import { acceptCredits } from '../../shared/credits.js';
import { readKeyMeta } from '../../shared/meta.js';

type Request = Static<typeof definition.request>;

/** The key after the change. Throws the problems that the schema cannot express. */
export function planKeyUpdate(
  request: Request,
  current: KeyState,
  { identityId, nowMs }: { identityId: string | null | undefined; nowMs: number },
): KeyState {
  const meta = request.meta ? readKeyMeta(request.meta) : request.meta;
  const credits = planCreditUpdate(current.credits, request.credits, nowMs);
  return {
    name: patched(request.name, current.name),
    identityId: patched(identityId, current.identityId),
    meta: patched(meta, current.meta),
    enabled: request.enabled ?? current.enabled,
    expiresAtMs: patched(request.expires, current.expiresAtMs),
    credits: acceptCredits(credits, 'body.credits'),
  };
}
