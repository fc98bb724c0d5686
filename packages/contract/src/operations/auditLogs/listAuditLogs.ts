import { type TSchema, Type } from '@sinclair/typebox';
import { defineOperation } from '../../operation.js';
import { tuple } from '../../rights/right.js';
import { referTo, ruled } from '../../shapes/annotations.js';
import { AuditEvent } from '../../shapes/audit-event.js';
import { PAGE, SEARCH } from '../../shapes/page.js';
import { closed, MAX_INTEGER, oneOf } from '../../shapes/schema.js';

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
    'Shows who changed what, the newest first unless the request asks for the other order, as far back as the workspace keeps its audit logs. An audit event is shown if it passes every filter of the request. It passes a filter if it has one of the values of the filter. With several filters or a search, a page can have fewer audit events than asked for, or none, although more follow. Go on as long as there is a cursor.',
  requires: { right: tuple('audit_log.*.read_audit_log') },
  request: closed({
    events: anyOfThese(ListedText, 'Kinds of audit events, such as key.create.'),
    actorIds: anyOfThese(
      referTo('rootKey', ['id'], ListedText),
      'Ids of the actors: of root keys, or of a part of the service itself such as keyrefill.',
    ),
    targetIds: anyOfThese(
      referTo('key', ['id'], ListedText),
      'Ids of the things that were changed, such as keys, APIs and identities.',
    ),
    requestIds: anyOfThese(
      ListedText,
      'Values of meta.requestId in answers, such as req_1234: what these requests changed.',
    ),
    search: Type.Optional(
      Type.String({
        ...SEARCH,
        description:
          'Only audit events with this text in their description, in the id or name of the actor or of a target, in the address or in the user agent, in any case. A page examines 2,000 audit events at most, so it is best used with from and to, or with another filter.',
      }),
    ),
    order: Type.Optional(
      oneOf(['desc', 'asc'], 'desc, the default: the newest first. asc: the oldest first.'),
    ),
    from: Type.Optional(
      moment('Unix time in milliseconds. Audit events of this moment and later are shown.'),
    ),
    to: Type.Optional(
      ruled(
        'must be later than from',
        moment('Unix time in milliseconds. Only audit events before this moment are shown.'),
      ),
    ),
    ...PAGE,
  }),
  data: AuditEvent,
  paginated: true,
  problems: [],
  example: { events: ['key.create', 'key.delete'], limit: 50 },
});
