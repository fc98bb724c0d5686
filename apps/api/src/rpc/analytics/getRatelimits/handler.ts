import { getRatelimits as definition } from '@unlatch/contract/operations/analytics/getRatelimits';
import { answerSql } from '../../../operations/analytics/answer-sql.js';
import { implementText } from '../../implement.js';

/** Ids of deleted namespaces still find their checks. Those of another workspace find nothing. */
export const getRatelimits = implementText(definition, async (call, deps, rights) => {
  const { body, caller, left } = call;
  const granted = rights.rows(caller);
  return answerSql(deps, {
    workspaceId: caller.workspaceId,
    text: body.query,
    group: 'ratelimits',
    scope: granted === 'all' ? undefined : granted,
    left,
  });
});
