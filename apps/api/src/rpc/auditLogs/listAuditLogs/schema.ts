import { Type } from '@sinclair/typebox';
import { defineRpc } from '../../define-rpc.js';
import { closed, listOf, MAX_INTEGER, PageCursor, PageLimit } from '../../shared/fields.js';

const moment = (description: string) =>
  Type.Optional(Type.Integer({ format: 'int64', minimum: 0, maximum: MAX_INTEGER, description }));

const anyOfThese = (description: string) =>
  Type.Optional(
    Type.Array(Type.String({ minLength: 1, maxLength: 255 }), {
      minItems: 1,
      maxItems: 20,
      description,
    }),
  );

const AnyObject = Type.Record(Type.String(), Type.Unknown(), { additionalProperties: true });

const AuditLog = closed({
  id: Type.String(),
  time: Type.Integer({ format: 'int64', description: 'Unix time in milliseconds.' }),
  event: Type.String({ description: 'What happened, such as key.create.' }),
  description: Type.String({ description: 'The same for people.' }),
  actor: closed({
    type: Type.String({ description: 'rootkey for a call, system for the service itself.' }),
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
    { description: 'What it happened to.' },
  ),
  remoteIp: Type.Optional(Type.String()),
  userAgent: Type.Optional(Type.String()),
  correlationId: Type.Optional(
    Type.String({ description: 'The same for all events of one request.' }),
  ),
});

export const definition = defineRpc({
  name: 'auditLogs.listAuditLogs',
  kind: 'read',
  summary: 'List audit logs',
  description:
    'Who changed what, the newest first, as far back as the workspace keeps its audit logs. An event is shown if it passes every filter that is given, and a filter if the event has one of its values. With several filters a page can have fewer events than asked for, or none, and more to come: go on while there is a cursor. Needs the permission audit_log.*.read_audit_log.',
  request: closed({
    events: anyOfThese('Kinds of events, such as key.create.'),
    actorIds: anyOfThese('Who did it: ids of root keys.'),
    targetIds: anyOfThese('What it was done to: ids of keys, APIs, identities and so on.'),
    from: moment('Unix time in milliseconds of the earliest event, included.'),
    to: moment('Unix time in milliseconds before which the events were, not included.'),
    limit: Type.Optional(PageLimit),
    cursor: Type.Optional(PageCursor),
  }),
  data: AuditLog,
  problems: [],
  example: { events: ['key.create', 'key.delete'], limit: 50 },
});
