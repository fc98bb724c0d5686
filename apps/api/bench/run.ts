import { cpus } from 'node:os';
import { benchControlPlane } from './control-plane.js';
import { benchFloors } from './floors.js';
import { benchMemory } from './memory.js';
import { benchOverload } from './overload.js';
import { benchChecks, benchCold, benchRedis, withService } from './sections.js';
import { benchSoak, SOAK_ENV } from './soak.js';
import { benchTableSize } from './table-size.js';
import { benchWorkers } from './workers.js';

/**
 * Each prints its tables. `pnpm bench <name>…` runs some of them; without a name, all but the soak.
 */
const SECTIONS: Readonly<Record<string, () => Promise<void>>> = {
  checks: () => withService({}, benchChecks),
  redis: benchRedis,
  cold: () => withService({}, benchCold),
  floors: () => withService({}, benchFloors),
  overload: () => withService({}, benchOverload),
  workers: benchWorkers,
  memory: () => withService({}, benchMemory),
  'table-size': () => withService({}, benchTableSize),
  'control-plane': () => withService({ isPinned: false }, benchControlPlane),
  soak: () => withService({ isPinned: false, env: SOAK_ENV }, benchSoak),
};

const names = process.argv.slice(2);
const wanted = names.length > 0 ? names : Object.keys(SECTIONS).filter((name) => name !== 'soak');
const unknown = wanted.find((name) => SECTIONS[name] === undefined);
if (unknown !== undefined) {
  throw new Error(`"${unknown}" is none of ${Object.keys(SECTIONS).join(', ')}`);
}
const [cpu] = cpus();
process.stdout.write(`${cpu?.model}, ${cpus().length} cores, Node ${process.version}\n`);
for (const name of wanted) await SECTIONS[name]?.();
