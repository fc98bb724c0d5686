import { type TSchema, Type } from '@sinclair/typebox';
import { defineOperation } from '../../operation.js';
import { tuple } from '../../rights/right.js';
import { referTo, ruled } from '../../shapes/annotations.js';
import { ApiRequest } from '../../shapes/api-request.js';
import { PAGE } from '../../shapes/page.js';
import { closed, MAX_INTEGER } from '../../shapes/schema.js';

const ListedText = Type.String({ minLength: 1, maxLength: 255 });

const anyOfThese = <T extends TSchema>(items: T, description: string) =>
  Type.Optional(Type.Array(items, { minItems: 1, maxItems: 20, description }));

const moment = (description: string) =>
  Type.Integer({ format: 'int64', minimum: 0, maximum: MAX_INTEGER, description });

export const requests = defineOperation({
  name: 'analytics.requests',
  kind: 'read',
  summary: 'List the requests to this API',
  description:
    'Shows the requests that the root keys of the workspace have sent, the newest first, as far back as the operator keeps them. A request is shown if it passes every filter, some seconds after its answer. The operator decides whether checks are among them. With filters, a page can have fewer requests than asked for, or none, although more follow. Go on as long as there is a cursor.',
  requires: { right: tuple('audit_log.*.read_audit_log') },
  request: closed({
    operations: anyOfThese(ListedText, 'Names of operations, such as keys.createKey.'),
    statusMin: Type.Optional(
      Type.Integer({
        minimum: 100,
        maximum: 599,
        description: 'Only answers with this status or a higher one: 400 for all that failed.',
      }),
    ),
    codes: anyOfThese(ListedText, 'Codes of problems, such as unkey/data/key_not_found.'),
    rootKeyIds: anyOfThese(
      referTo('rootKey', ['id'], ListedText),
      'Ids of the root keys that sent the requests.',
    ),
    requestIds: anyOfThese(ListedText, 'Values of meta.requestId in answers.'),
    from: Type.Optional(
      moment('Unix time in milliseconds. Requests of this moment and later are shown.'),
    ),
    to: Type.Optional(
      ruled(
        'must be later than from',
        moment('Unix time in milliseconds. Only requests before this moment are shown.'),
      ),
    ),
    ...PAGE,
  }),
  data: ApiRequest,
  paginated: true,
  problems: ['unkey/application/precondition_failed'],
  example: { operations: ['keys.createKey'], limit: 50 },
});
