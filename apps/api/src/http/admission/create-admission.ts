import { type ConnectionOptions, OpenConnections } from './open-connections.js';
import { Overload } from './overload.js';
import { SpareTime } from './spare-time.js';
import { Traffic } from './traffic.js';
import { Turns } from './turns.js';
import { Untaken } from './untaken.js';

/** Everything that decides which request is served when. */
export interface Admission {
  readonly traffic: Traffic;
  readonly connections: OpenConnections;
  readonly overload: Overload;
  readonly spareTime: SpareTime;
  readonly turns: Turns;
  readonly untaken: Untaken;
}

/**
 * The parts share one tick, that of `overload`, which must be started and stopped. `isCalm`: the
 * process never counts as busy. That is for tests, which keep their own process busy.
 */
export function createAdmission({
  traffic = new Traffic(),
  isCalm = false,
  connections = {},
}: {
  readonly traffic?: Traffic;
  readonly isCalm?: boolean;
  /** Without it, connections are not bounded. */
  readonly connections?: ConnectionOptions;
} = {}): Admission {
  const nowMs = () => performance.now();
  const spareTime = new SpareTime(isCalm ? { share: 1 } : {});
  const untaken = new Untaken({ nowMs });
  const turns = new Turns({ spareTime, nowMs, isMemoryFull: () => untaken.isNearlyFull });
  let last = { atMs: nowMs(), idleMs: idleMsSoFar() };
  const overload = new Overload({
    traffic,
    nowMs: isCalm ? () => Number.POSITIVE_INFINITY : nowMs,
    beforeRefusals() {
      const now = { atMs: nowMs(), idleMs: idleMsSoFar() };
      spareTime.add({ passedMs: now.atMs - last.atMs, idleMs: now.idleMs - last.idleMs });
      last = now;
      turns.tick();
      untaken.tick();
    },
    onStop: () => turns.stop(),
  });
  return {
    traffic,
    connections: new OpenConnections(connections),
    overload,
    spareTime,
    turns,
    untaken,
  };
}

function idleMsSoFar(): number {
  return performance.eventLoopUtilization().idle;
}
