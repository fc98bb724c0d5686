import type { Static } from '@sinclair/typebox';
import type { createKey as definition } from '@unlatch/contract/operations/keys/createKey';
import { KEY_BYTE_LENGTH_DEFAULT } from '../../../domain/key-format/format-key.js';
import type { Api } from '../../../store/apis/apis.js';
import { type NewKeySettings, planNewKeySettings } from '../../shared/new-key.js';

type Request = Static<typeof definition.request>;

/** Everything about the new key that does not depend on chance or on the database. */
interface NewKeyPlan extends NewKeySettings {
  readonly prefix: string | null;
  readonly byteLength: number;
}

/** Request and defaults of the API become one complete plan. Throws what the schema cannot say. */
export function planNewKey(request: Request, api: Api, nowMs: number): NewKeyPlan {
  return {
    ...planNewKeySettings(request, { location: 'body', nowMs }),
    prefix: request.prefix ?? api.defaultPrefix,
    byteLength: request.byteLength ?? api.defaultByteLength ?? KEY_BYTE_LENGTH_DEFAULT,
  };
}
