export {
  type NextContext,
  type NextRequestWithUnkeyContext,
  type UnkeyContext,
  type WithUnkeyConfig,
  withUnkey,
} from './with-unkey.js';
export {
  type NextApiRequestWithUnkeyContext,
  type WithUnkeyPagesConfig,
  withUnkeyPages,
} from './with-unkey-pages.js';
