import { createApi } from './apis/createApi/handler.js';
import { getApi } from './apis/getApi/handler.js';
import type { Rpc } from './define-rpc.js';
import { createKey } from './keys/createKey/handler.js';
import { deleteKey } from './keys/deleteKey/handler.js';
import { getKey } from './keys/getKey/handler.js';
import { verifyKey } from './keys/verifyKey/handler.js';
import { whoami } from './keys/whoami/handler.js';

/** Every operation there is. One line each, in the order of the reference page. */
export const RPCS: readonly Rpc[] = [
  createApi,
  getApi,
  createKey,
  verifyKey,
  getKey,
  whoami,
  deleteKey,
];
