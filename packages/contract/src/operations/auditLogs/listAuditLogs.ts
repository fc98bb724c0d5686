import { type TSchema, Type } from '@sinclair/typebox';
import { defineOperation } from '../../operation.js';
import { tuple } from '../../rights/right.js';
import { referTo, ruled } from '../../shapes/annotations.js';
import { AuditEvent } from '../../shapes/audit-event.js';
import { PAGE } from '../../shapes/page.js';
import { closed, MAX_INTEGER } from '../../shapes/schema.js';

const ListedText = Type.String({ minLength: 1, maxLength: 255 });

const anyOfThese = <T extends TSchema>(items: T, description: string) =>
  Type.Optional(Type.Array(items, { minItems: 1, maxItems: 20, description }));

const moment = (description: string) =>
  Type.Integer({ format: 'int64', minimum: 0, maximum: MAX_INTEGER, description });

export const listAuditLogs = defineOperation({
  name: 'auditLogs.listAuditLogs',
  kind: 'read',
  summary: 'List audit logs',
  description:
    'Who changed what, the newest first, as far back as the workspace keeps its audit logs. An event is shown if it passes every filter that is given, and a filter if the event has one of its values. With several filters a page can have fewer events than asked for, or none, and more to come: go on while there is a cursor.',
  requires: { right: tuple('audit_log.*.read_audit_log') },
  request: closed({
    events: anyOfThese(ListedText, 'Kinds of events, such as key.create.'),
    actorIds: anyOfThese(referTo('rootKey', ['id'], ListedText), 'Who did it: ids of root keys.'),
    targetIds: anyOfThese(
      referTo('key', ['id'], ListedText),
      'What it was done to: ids of keys, APIs, identities and so on.',
    ),
    from: Type.Optional(moment('Unix time in milliseconds of the earliest event, included.')),
    to: Type.Optional(
      ruled(
        'must be later than from',
        moment('Unix time in milliseconds before which the events were, not included.'),
      ),
    ),
    ...PAGE,
  }),
  data: AuditEvent,
  paginated: true,
  problems: [],
  example: { events: ['key.create', 'key.delete'], limit: 50 },
});
