import { Overload } from '../../http/admission/overload.js';
import { Traffic } from '../../http/admission/traffic.js';
import type { Step } from '../start-in-order.js';

interface OverloadParts {
  readonly traffic: Traffic;
  readonly overload: Overload;
}

/** Detects that this process has more work than it can do in time. */
export const overload: Step<object, OverloadParts> = {
  name: 'overload',
  start() {
    const traffic = new Traffic();
    const watch = new Overload({ traffic, nowMs: () => performance.now() });
    watch.start();
    return { traffic, overload: watch };
  },
  stop: (given) => given.overload.stop(),
};
