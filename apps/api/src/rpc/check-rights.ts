import { verifyKey } from '@unlatch/contract/operations/keys/verifyKey';
import { limit } from '@unlatch/contract/operations/ratelimit/limit';
import { compileRight } from '../domain/authorization/compile-right.js';
import type { MayVerify } from '../engine/verifier/verifier.js';

/*
 * Rights of hot operations that the engine judges in the middle of a check. They are passed down at
 * the start of a process, since the engine does not know the contract.
 */

const VERIFY = compileRight(verifyKey.requires.right);

export const mayVerify: MayVerify = (caller, key) => VERIFY.isMet(caller, key);

export const CREATE_NAMESPACE = compileRight(limit.requires.also.createNamespace.right);
