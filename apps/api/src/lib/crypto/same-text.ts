import { timingSafeEqual } from 'node:crypto';
import { sha256Hex } from './sha256.js';

/** Takes the same time wherever two texts differ, and whatever their lengths. */
export function isSameText(one: string, other: string): boolean {
  return timingSafeEqual(Buffer.from(sha256Hex(one)), Buffer.from(sha256Hex(other)));
}
