import type { DataOf, ItemOf, RequestOf } from './call.js';

/** What the operations of keys take and answer, under the names that the pages use. */
export type Api = ItemOf<'apis.listApis'>;
export type Key = DataOf<'keys.getKey'>;
export type Credits = NonNullable<Key['credits']>;
export type NewKey = RequestOf<'keys.createKey'>;
export type KeyUpdate = RequestOf<'keys.updateKey'>;
export type KeyListBody = RequestOf<'apis.listKeys'>;
export type ImportedKey = RequestOf<'keys.migrateKeys'>['keys'][number];
export type VerificationEvent = ItemOf<'analytics.events'>;
export type Verification = DataOf<'keys.verifyKey'>;
