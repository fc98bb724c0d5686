import { anyObject } from './schema.js';

/** Any JSON object of the caller's own, as a request sets it. Answers show it as `AnyObject`. */
export const Meta = anyObject({
  maxProperties: 100,
  description: 'Any JSON object of yours. It is stored and handed back as it is.',
});
