import type { Static } from '@sinclair/typebox';
import type { createKey as definition } from '@unlatch/contract/operations/keys/createKey';
import { refusePastExpiry } from '../../../domain/expiry.js';
import { KEY_BYTE_LENGTH_DEFAULT } from '../../../domain/key-format/format-key.js';
import type { Api } from '../../../store/apis/apis.js';
import { type NewKeySettings, planNewKeySettings } from '../../shared/new-key.js';

type Request = Static<typeof definition.request>;

/** Everything about the new key that depends on neither chance nor the database. */
interface NewKeyPlan extends NewKeySettings {
  readonly prefix: string | null;
  readonly byteLength: number;
}

/**
 * Combines request and defaults of the API into one complete plan. Throws the problems that the
 * schema cannot express.
 */
export function planNewKey(request: Request, api: Api, nowMs: number): NewKeyPlan {
  refusePastExpiry(request.expires, { location: 'body.expires', nowMs });
  return {
    ...planNewKeySettings(request, { location: 'body', nowMs }),
    prefix: request.prefix ?? api.defaultPrefix,
    byteLength: request.byteLength ?? api.defaultByteLength ?? KEY_BYTE_LENGTH_DEFAULT,
  };
}
