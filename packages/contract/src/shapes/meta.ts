import { anyObject } from './schema.js';

/** Any JSON object of the caller, as a request sets it. Answers show it as `AnyObject`. */
export const Meta = anyObject({
  maxProperties: 100,
  description: 'Any JSON object of yours. It is stored and returned as it is.',
});
