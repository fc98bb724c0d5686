export type { UnkeyContext } from './guard.js';
export {
  type NextContext,
  type NextRequestWithUnkeyContext,
  type WithUnkeyConfig,
  withUnkey,
} from './with-unkey.js';
export {
  type NextApiRequestWithUnkeyContext,
  type WithUnkeyPagesConfig,
  withUnkeyPages,
} from './with-unkey-pages.js';
