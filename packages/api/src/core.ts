import { createInvoke, type Invoke } from './invoke.js';
import type { UnkeyOptions } from './options.js';
import { hostPlatform } from './platform.js';
import { resolveSettings } from './settings.js';

/**
 * A client without methods, for the functions of `@unlatch/api/funcs`. A bundle then holds the
 * operations that it calls and no others. It takes the options of `Unkey`.
 *
 * @example
 * const core = new UnkeyCore({ rootKey: process.env.UNKEY_ROOT_KEY });
 * const result = await keysVerifyKey(core, { key });
 */
export class UnkeyCore {
  /** What methods and functions call. It may change with any version; call those instead. */
  readonly invoke: Invoke;

  constructor(options: UnkeyOptions = {}) {
    this.invoke = createInvoke(resolveSettings(options, hostPlatform), hostPlatform);
  }
}
