import type { ItemOf } from '../../rpc/call.js';

export type Identity = ItemOf<'identities.listIdentities'>;
