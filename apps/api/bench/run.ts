import { cpus } from 'node:os';
import { benchAnalytics } from './analytics.js';
import { benchBesideAnalytics } from './analytics-beside.js';
import { benchAnalyticsCost } from './analytics-cost.js';
import { benchAttacks } from './attacks.js';
import { benchBulk, benchManyKeys } from './bulk.js';
import { benchControlPlane } from './control-plane.js';
import { benchFloors } from './floors.js';
import { benchHotKey } from './hot-key.js';
import { benchMemory } from './memory.js';
import { benchOverload } from './overload.js';
import { benchPair } from './pair.js';
import { benchPatterns } from './patterns.js';
import { benchRequestLog } from './request-log.js';
import { benchChecks, benchCold, benchRedis, withService } from './sections.js';
import { benchSlowConnections } from './slow-connections.js';
import { benchSteady, STEADY_ENV } from './steady.js';
import { benchTableSize } from './table-size.js';
import { benchTiming } from './timing.js';
import { benchWorkers } from './workers.js';

const args = process.argv.slice(2);
/** For `bulk`: makes and revokes so many keys instead of comparing each kind of change. */
const keys = takeCount('--keys');
/** For `analytics`: how many verifications the engine has. */
const events = takeCount('--events');

function takeCount(option: string): number | undefined {
  const at = args.indexOf(option);
  const count = at < 0 ? undefined : Number(args.splice(at, 2)[1]);
  if (count === undefined || (Number.isInteger(count) && count > 0)) return count;
  throw new Error(`${option} takes a number, such as ${option} 200000`);
}

/** Each prints its tables. `pnpm bench <name>…` runs some; without a name, all that need no more. */
const SECTIONS: Readonly<Record<string, () => Promise<void>>> = {
  checks: () => withService({}, benchChecks),
  redis: benchRedis,
  cold: () => withService({}, benchCold),
  floors: () => withService({}, benchFloors),
  overload: () => withService({}, benchOverload),
  attacks: () => withService({}, benchAttacks),
  slow: benchSlowConnections,
  'hot-key': benchHotKey,
  workers: benchWorkers,
  memory: () => withService({}, benchMemory),
  patterns: benchPatterns,
  'request-log': benchRequestLog,
  'table-size': () => withService({}, benchTableSize),
  'control-plane': () => withService({ isPinned: false }, benchControlPlane),
  bulk: () =>
    withService({ isPinned: false, isObserved: true }, (service) =>
      keys === undefined ? benchBulk(service) : benchManyKeys(service, keys),
    ),
  timing: () => withService({ isPinned: false }, benchTiming),
  pair: benchPair,
  analytics: () => benchAnalytics(events ?? 10_000_000),
  'analytics-cost': benchAnalyticsCost,
  'analytics-beside': () => benchBesideAnalytics(events ?? 10_000_000),
  steady: () => withService({ env: STEADY_ENV, isObserved: true }, benchSteady),
};

/**
 * Steady load takes long, a pair needs another checkout, slow connections need many open files, and
 * timing is about secrecy, not about speed. Analytics needs an installed engine.
 */
const ON_DEMAND = [
  'steady',
  'pair',
  'timing',
  'slow',
  'analytics',
  'analytics-cost',
  'analytics-beside',
  'request-log',
];

const wanted =
  args.length > 0 ? args : Object.keys(SECTIONS).filter((name) => !ON_DEMAND.includes(name));
const unknown = wanted.find((name) => SECTIONS[name] === undefined);
if (unknown !== undefined) {
  throw new Error(`"${unknown}" is none of ${Object.keys(SECTIONS).join(', ')}`);
}
const [cpu] = cpus();
process.stdout.write(`${cpu?.model}, ${cpus().length} cores, Node ${process.version}\n`);
for (const name of wanted) await SECTIONS[name]?.();
