import { Type } from '@sinclair/typebox';
import { limited, named } from './annotations.js';
import { anyObject, closed, listOf, nullable, UnixMs } from './schema.js';
import { label } from './text.js';

/** Of an authenticator app. It changes every 30 seconds. */
export const TotpCode = Type.String({
  minLength: 6,
  maxLength: 6,
  pattern: '^[0-9]+$',
  description: 'The six digits that the authenticator app shows.',
});

export const RecoveryCode = Type.String({
  minLength: 1,
  maxLength: 64,
  pattern: '^[A-Za-z0-9 -]+$',
  description: 'One of the recovery codes. Each works once. Case, spaces and dashes do not matter.',
});

export const RecoveryCodes = listOf(Type.String(), {
  description:
    'Ten codes, each of which takes the place of a code of the app once. Shown only here.',
});

/** What the browser and the authenticator have made. Its parts are defined by WebAuthn. */
export const PasskeyResponse = limited(
  { bytesMax: 16_384, valuesMax: 200, depthMax: 8 },
  anyObject({ description: 'The answer of the authenticator, as WebAuthn writes it in JSON.' }),
);

export const PasskeyOptions = anyObject({
  description: 'What the browser asks the authenticator for, as WebAuthn writes it in JSON.',
});

export const PasskeyName = label({ minLength: 1, maxLength: 100 });

export const PasskeyReference = Type.String({
  minLength: 1,
  maxLength: 255,
  pattern: '^[a-zA-Z0-9_]+$',
  description: 'Id of the passkey, such as pk_1234.',
});

export const Passkey = named(
  'Passkey',
  'A passkey of the person.',
  closed({
    id: Type.String(),
    name: Type.String(),
    createdAt: UnixMs,
    lastUsedAt: nullable(
      Type.Integer({
        format: 'int64',
        description: 'Unix time in milliseconds. null means never.',
      }),
    ),
    isSynced: Type.Boolean({
      description: 'Whether it is kept by a service that the devices of the person share.',
    }),
  }),
);
