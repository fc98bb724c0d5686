import { getVerifications as definition } from '@unlatch/contract/operations/analytics/getVerifications';
import { answerSql } from '../../../operations/analytics/answer-sql.js';
import { findApiScope } from '../../../operations/analytics/api-scope.js';
import { implementText } from '../../implement.js';

export const getVerifications = implementText(definition, async (call, deps, rights) => {
  const { body, caller, left } = call;
  const { workspaceId } = caller;
  const granted = rights.rows(caller);
  const { rowScope } = await findApiScope(deps.db, { workspaceId, granted, apiIds: undefined });
  return answerSql(deps, {
    workspaceId,
    text: body.query,
    group: 'verifications',
    scope: rowScope,
    left,
  });
});
