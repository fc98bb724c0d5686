import { Type } from '@sinclair/typebox';
import { named } from './annotations.js';
import { AnyObject, closed, listOf, UnixMs } from './schema.js';

export const AuditEvent = named(
  'AuditEvent',
  'What one change did: who made it, from where, to what.',
  closed({
    id: Type.String(),
    time: UnixMs,
    event: Type.String({ description: 'What happened, such as key.create.' }),
    description: Type.String({ description: 'What happened, as a sentence for people.' }),
    actor: closed({
      type: Type.String({
        description:
          'rootkey if a root key made the call, system if the service itself made the change.',
      }),
      id: Type.String(),
      name: Type.Optional(Type.String()),
    }),
    targets: listOf(
      closed({
        type: Type.String(),
        id: Type.String(),
        name: Type.Optional(Type.String()),
        meta: Type.Optional(AnyObject),
      }),
      { description: 'The things that were changed.' },
    ),
    remoteIp: Type.Optional(Type.String()),
    userAgent: Type.Optional(Type.String()),
    correlationId: Type.Optional(
      Type.String({ description: 'The same for all audit events of one request.' }),
    ),
    requestId: Type.Optional(
      Type.String({
        description: 'The meta.requestId of the request. Absent if no request made the change.',
      }),
    ),
  }),
);
