import type { ItemOf } from '../../../rpc/call.js';

export type Member = ItemOf<'team.listMembers'>;
