import * as requirements from '../../../domain/authorization/requirements.js';
import { Problem } from '../../../domain/problems.js';
import { authorize } from '../../../operations/authorize.js';
import { keyNotFound } from '../../../operations/not-found.js';
import { findLiveKey } from '../../../store/keys.js';
import { implementRpc } from '../../define-rpc.js';
import { presentKey } from '../../shared/key-details.js';
import { definition } from './schema.js';

export const getKey = implementRpc(definition, async ({ body, caller }, deps) => {
  const { workspaceId } = caller;
  const by = { id: body.keyId };
  const key = await findLiveKey(deps.db, { workspaceId, by }, deps.clock.nowMs());
  if (key === undefined) throw keyNotFound();
  const { apiId, keySpaceId, id: keyId } = key;
  authorize(caller, requirements.readKey({ workspaceId, apiId, keySpaceId, keyId }));
  if (body.decrypt === true) throw decryptionNotSetUp();
  return presentKey(key);
});

function decryptionNotSetUp(): Problem {
  return new Problem(
    'unkey/application/precondition_failed',
    'Showing a key again needs encryption, which this installation has not set up. Leave decrypt out.',
  );
}
