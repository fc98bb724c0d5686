import { Type } from '@sinclair/typebox';
import { named } from './annotations.js';
import { closed, listOf, UnixMs } from './schema.js';

export const ApiRequest = named(
  'ApiRequest',
  'A request that was answered: who sent it, and how it ended.',
  closed({
    requestId: Type.String({ description: 'meta.requestId of the answer.' }),
    time: UnixMs,
    method: Type.String(),
    path: Type.String({ description: 'Such as /v2/keys.createKey.' }),
    status: Type.Integer(),
    code: Type.Optional(
      Type.String({
        description: 'The end of error.type of the answer. Absent if the request succeeded.',
      }),
    ),
    latency: Type.Number({
      description: 'Milliseconds from the arrival of its headers to its answer.',
    }),
    rootKeyId: Type.Optional(Type.String()),
    ip: Type.Optional(Type.String()),
    userAgent: Type.Optional(Type.String()),
    requestHeaders: Type.Optional(
      listOf(Type.String(), {
        description:
          'Each as name: value, without credentials. This and the bodies are only there if the operator has them logged.',
      }),
    ),
    requestBody: Type.Optional(
      Type.String({ description: 'JSON without secrets. Absent if it was too large.' }),
    ),
    responseBody: Type.Optional(
      Type.String({ description: 'The data of the answer, in the same way.' }),
    ),
  }),
);
