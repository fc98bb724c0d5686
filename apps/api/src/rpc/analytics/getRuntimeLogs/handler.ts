import { getRuntimeLogs as definition } from '@unlatch/contract/operations/analytics/getRuntimeLogs';
import { answerSql } from '../../../operations/analytics/answer-sql.js';
import { implementText } from '../../implement.js';

export const getRuntimeLogs = implementText(definition, ({ body, caller, left }, deps) =>
  answerSql(deps, {
    workspaceId: caller.workspaceId,
    text: body.query,
    group: 'runtimeLogs',
    scope: undefined,
    left,
  }),
);
