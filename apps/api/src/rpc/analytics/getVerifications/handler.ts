import { getVerifications as definition } from '@unlatch/contract/operations/analytics/getVerifications';
import { answerSql } from '../../../operations/analytics/answer-sql.js';
import { findKeySpaceScope } from '../../../operations/analytics/api-scope.js';
import { implementText } from '../../implement.js';

export const getVerifications = implementText(definition, async (call, deps, rights) => {
  const { body, caller, left } = call;
  const { workspaceId } = caller;
  const granted = rights.rows(caller);
  const scope = await findKeySpaceScope(deps.db, { workspaceId, granted });
  return answerSql(deps, {
    workspaceId,
    text: body.query,
    group: 'verifications',
    scope,
    left,
  });
});
