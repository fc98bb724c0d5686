import { getGatewayRequests as definition } from '@unlatch/contract/operations/analytics/getGatewayRequests';
import { answerSql } from '../../../operations/analytics/answer-sql.js';
import { implementText } from '../../implement.js';

export const getGatewayRequests = implementText(definition, ({ body, caller, left }, deps) =>
  answerSql(deps, {
    workspaceId: caller.workspaceId,
    text: body.query,
    group: 'gatewayRequests',
    scope: undefined,
    left,
  }),
);
