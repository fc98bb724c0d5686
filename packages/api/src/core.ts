import { createInvoke, type Invoke } from './invoke.js';
import type { UnkeyOptions } from './options.js';
import { hostPlatform } from './platform.js';
import { resolveSettings } from './settings.js';

/**
 * A client without methods, for the functions of `@unlatch/api/funcs`. The bundle then contains
 * only the operations that it calls. It takes the options of `Unkey`.
 *
 * @param options See `UnkeyOptions`.
 * @example
 * const core = new UnkeyCore({ rootKey: process.env.UNLATCH_ROOT_KEY });
 * const result = await keysVerifyKey(core, { key });
 */
export class UnkeyCore {
  /** For methods and functions of this package only. It may change with any version. */
  readonly invoke: Invoke;

  constructor(options: UnkeyOptions = {}) {
    this.invoke = createInvoke(resolveSettings(options, hostPlatform), hostPlatform);
  }
}
