import { Type } from '@sinclair/typebox';
import { named } from './annotations.js';
import { closed, listOf, UnixMs } from './schema.js';

export const VerificationEvent = named(
  'VerificationEvent',
  'One verification that was answered.',
  closed({
    requestId: Type.String({ description: 'The meta.requestId of the answer.' }),
    time: UnixMs,
    apiId: Type.String({ description: 'Empty if the key was not found.' }),
    keyId: Type.String({ description: 'Empty if the key was not found.' }),
    identityId: Type.Optional(Type.String()),
    externalId: Type.Optional(Type.String({ description: 'Of the identity of the key.' })),
    outcome: Type.String({ description: 'The code of the answer.' }),
    tags: listOf(Type.String(), { description: 'As the request had them.' }),
    spentCredits: Type.Integer({ format: 'int64' }),
    latencyMs: Type.Number({ description: 'How long it took inside of the service.' }),
  }),
);
