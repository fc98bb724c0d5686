import { changePassword } from './account/changePassword/handler.js';
import { confirmIdentity } from './account/confirmIdentity/handler.js';
import { confirmTotp as confirmNewTotp } from './account/confirmTotp/handler.js';
import { createRecoveryCodes } from './account/createRecoveryCodes/handler.js';
import { createWorkspace } from './account/createWorkspace/handler.js';
import { finishPasskey as finishNewPasskey } from './account/finishPasskey/handler.js';
import { getAccount } from './account/getAccount/handler.js';
import { getSecondFactors } from './account/getSecondFactors/handler.js';
import { leaveWorkspace } from './account/leaveWorkspace/handler.js';
import { listSessions } from './account/listSessions/handler.js';
import { removePasskey } from './account/removePasskey/handler.js';
import { removeTotp } from './account/removeTotp/handler.js';
import { revokeOtherSessions } from './account/revokeOtherSessions/handler.js';
import { revokeSession } from './account/revokeSession/handler.js';
import { startPasskey as startNewPasskey } from './account/startPasskey/handler.js';
import { startTotp } from './account/startTotp/handler.js';
import { updateAccount } from './account/updateAccount/handler.js';
import { acceptInvitation } from './login/acceptInvitation/handler.js';
import { confirmTotp } from './login/confirmTotp/handler.js';
import { finishPasskey } from './login/finishPasskey/handler.js';
import { getInvitation } from './login/getInvitation/handler.js';
import { getStatus } from './login/getStatus/handler.js';
import { logOut } from './login/logOut/handler.js';
import { redeemSetupLink } from './login/redeemSetupLink/handler.js';
import { startPasskey } from './login/startPasskey/handler.js';
import { withPassword } from './login/withPassword/handler.js';
import type { PeopleRpc } from './visit.js';

/** Every operation that only people call, one per line. */
export const PEOPLE_RPCS: readonly PeopleRpc[] = [
  getStatus,
  redeemSetupLink,
  withPassword,
  confirmTotp,
  startPasskey,
  finishPasskey,
  getInvitation,
  acceptInvitation,
  logOut,
  getAccount,
  updateAccount,
  changePassword,
  confirmIdentity,
  listSessions,
  revokeSession,
  revokeOtherSessions,
  getSecondFactors,
  startTotp,
  confirmNewTotp,
  removeTotp,
  createRecoveryCodes,
  startNewPasskey,
  finishNewPasskey,
  removePasskey,
  createWorkspace,
  leaveWorkspace,
];
