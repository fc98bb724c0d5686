import type { RequestOptions, Result } from '@unlatch/api';
import type { UnkeyCore } from '@unlatch/api/core';
import {
  ratelimitDeleteOverride,
  ratelimitGetOverride,
  ratelimitListOverrides,
  ratelimitSetOverride,
} from '@unlatch/api/funcs';
import type {
  V2RatelimitDeleteOverrideRequestBody,
  V2RatelimitDeleteOverrideResponseBody,
  V2RatelimitGetOverrideRequestBody,
  V2RatelimitGetOverrideResponseBody,
  V2RatelimitListOverridesRequestBody,
  V2RatelimitListOverridesResponseBody,
  V2RatelimitSetOverrideRequestBody,
  V2RatelimitSetOverrideResponseBody,
} from '@unlatch/api/models/components';
import type { ServiceOptions } from './options.js';
import { createClient } from './service.js';

/**
 * The service of `Overrides`: `rootKey`, `serverURL` (or `baseUrl`), or a client.
 *
 * @example
 * const config: OverrideConfig = { serverURL: 'http://localhost:7070', rootKey: 'unkey_1234' };
 */
export type OverrideConfig = ServiceOptions;

/**
 * Other limits for single identifiers, or for all that match a text with `*`.
 *
 * @example
 * const overrides = new Overrides({ rootKey: process.env.UNLATCH_ROOT_KEY });
 * await overrides.setOverride({
 *   namespace: 'sign-in',
 *   identifier: 'partner_*',
 *   limit: 100,
 *   duration: 60_000,
 * });
 */
export class Overrides {
  readonly #client: UnkeyCore;

  constructor(config: OverrideConfig = {}) {
    this.#client = createClient(config);
  }

  /** The override of exactly this identifier, else the pattern that applies to it. */
  async getOverride(
    request: V2RatelimitGetOverrideRequestBody,
    options?: RequestOptions,
  ): Promise<V2RatelimitGetOverrideResponseBody> {
    return unwrap(await ratelimitGetOverride(this.#client, request, options));
  }

  /** Creates an override, or changes the one of the same identifier. */
  async setOverride(
    request: V2RatelimitSetOverrideRequestBody,
    options?: RequestOptions,
  ): Promise<V2RatelimitSetOverrideResponseBody> {
    return unwrap(await ratelimitSetOverride(this.#client, request, options));
  }

  async deleteOverride(
    request: V2RatelimitDeleteOverrideRequestBody,
    options?: RequestOptions,
  ): Promise<V2RatelimitDeleteOverrideResponseBody> {
    return unwrap(await ratelimitDeleteOverride(this.#client, request, options));
  }

  /** One page. For the next, pass its `pagination.cursor` as `cursor`. */
  async listOverrides(
    request: V2RatelimitListOverridesRequestBody,
    options?: RequestOptions,
  ): Promise<V2RatelimitListOverridesResponseBody> {
    return unwrap(await ratelimitListOverrides(this.#client, request, options));
  }
}

function unwrap<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw result.error;
}
