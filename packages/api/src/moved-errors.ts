import { HTTPClientError } from './errors.js';
import { brandOf } from './unkey-error.js';

// In a file of their own, so that a bundle has them only if the program names them.

/**
 * Never thrown: nothing is validated here. For code that moves over from `@unkey/api`.
 *
 * @example
 * const error = await unkey.keys.getKey({ keyId }).catch((reason: unknown) => reason);
 * if (error instanceof SDKValidationError) console.log(error.message);
 */
export class SDKValidationError extends HTTPClientError {}

/**
 * Never thrown: each failure has one of the other classes. For code that moves over from
 * `@unkey/api`.
 *
 * @example
 * const error = await unkey.keys.getKey({ keyId }).catch((reason: unknown) => reason);
 * if (error instanceof UnexpectedClientError) console.log(error.cause);
 */
export class UnexpectedClientError extends HTTPClientError {}

for (const [name, errorClass] of Object.entries({ SDKValidationError, UnexpectedClientError })) {
  errorClass.prototype.name = name;
  Object.defineProperty(errorClass.prototype, brandOf(name), { value: true });
}
