import { verifyKey } from '@unlatch/contract/operations/keys/verifyKey';
import { limit } from '@unlatch/contract/operations/ratelimit/limit';
import { compileRight } from '../domain/authorization/compile-right.js';
import type { MayVerify } from '../engine/verifier/verifier.js';

/*
 * Rights of the hot operations that parts of the engine ask about in the middle of a check. They
 * are handed down when a process starts, since the engine does not know the contract.
 */

const VERIFY = compileRight(verifyKey.requires.right);

export const mayVerify: MayVerify = (caller, key) => VERIFY.isMet(caller, key);

export const CREATE_NAMESPACE = compileRight(limit.requires.also.createNamespace.right);
