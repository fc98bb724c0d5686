// biome-ignore-all lint/performance/noBarrelFile: this is the entry `@unlatch/api/guard`.
export { authorizationOf, readBearer } from './bearer.js';
export {
  createGuard,
  type Guard,
  type GuardOptions,
  type Invalid,
  type Outcome,
  type PerRequest,
  type Refused,
  type Valid,
  type Verification,
} from './guard.js';
export { isPreflight } from './preflight.js';
export {
  answerInTime,
  callbackFor,
  isResponse,
  responseOf,
  sendInTime,
  toError,
} from './program-answer.js';
export { type CheckedLimit, rateLimitHeaders } from './rate-limit-headers.js';
export { type Refusal, type RefusalBody, refusal } from './refusal.js';
export { reportFailure } from './report.js';
export { uncached } from './uncached.js';
