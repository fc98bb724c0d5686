import type { ItemOf } from '../../rpc/call.js';

export type RootKey = ItemOf<'rootKeys.listKeys'>;
