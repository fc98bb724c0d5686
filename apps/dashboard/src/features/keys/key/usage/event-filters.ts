import type { RequestOf } from '../../../../rpc/call.js';

export type EventFilters = Pick<
  RequestOf<'analytics.events'>,
  'keyIds' | 'outcomes' | 'from' | 'to'
>;
