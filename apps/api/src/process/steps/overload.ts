import { type Admission, createAdmission } from '../../http/admission/create-admission.js';
import { isTrustedProxy } from '../../http/admission/trusted-proxies.js';
import { PacedLines } from '../../lib/paced-lines.js';
import { openFilesMax } from '../open-files.js';
import type { Step } from '../start-in-order.js';
import type { Basics } from './basics.js';

/** Files, connections to stores, and whatever else needs a descriptor beside the clients. */
const OTHER_FILES = 100;

/** Decides which request is served when, as far as this process has time and memory. */
export const overload: Step<Pick<Basics, 'config' | 'log'>, Admission> = {
  name: 'overload',
  start({ config, log }) {
    const lines = new PacedLines();
    const connectionsMax = connectionsWithin(openFilesMax(), { config, log });
    const admission = createAdmission({
      connections: {
        limits: {
          connectionsMax,
          perClientMax: config.maxConnectionsPerClient,
          isProxy: isTrustedProxy(config.trustedProxies),
        },
        onFull: (bound, closed) =>
          lines.add(bound, (count) =>
            log.warn(
              { event: 'connections_full', bound, closed, count },
              'too many connections; quiet ones were closed',
            ),
          ),
      },
    });
    admission.overload.start();
    return admission;
  },
  stop: (given) => given.overload.stop(),
};

/**
 * A process without a descriptor for the next connection cannot even refuse it, and cannot open
 * files or reach its stores again.
 */
function connectionsWithin(
  filesMax: number,
  { config, log }: Pick<Basics, 'config' | 'log'>,
): number {
  const { maxConnections, databasePoolMax } = config;
  const room = Math.max(1, filesMax - OTHER_FILES - databasePoolMax);
  if (room >= maxConnections) return maxConnections;
  log.warn(
    { event: 'connections_limited', filesMax, connectionsMax: room, wanted: maxConnections },
    'the operating system allows fewer open files than MAX_CONNECTIONS needs; raise the limit (ulimit -n), or lower MAX_CONNECTIONS',
  );
  return room;
}
