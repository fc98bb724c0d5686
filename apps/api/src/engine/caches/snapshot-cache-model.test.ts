import fc from 'fast-check';
import { expect, it } from 'vitest';
import { SnapshotCache } from './snapshot-cache.js';

/**
 * A source with a history, a cache in front of it, and everything that can lie between a commit and
 * the result of a load. Changes are applied late. Statements see the source at one moment and
 * return later, or fail. The feed is lost and found again.
 */

const KEYS = ['a', 'b', 'c', 'd'] as const;
const GROUPS = ['g', 'h'] as const;

type Key = (typeof KEYS)[number];
type Group = (typeof GROUPS)[number];

interface Snapshot {
  /** When the source last changed it, as a position in the history. */
  readonly changedAt: number;
  readonly groups: readonly Group[];
}

type State = ReadonlyMap<string, Snapshot>;
type Change = { readonly key: Key } | { readonly group: Group };

interface Load {
  readonly keys: readonly string[];
  seen: State | undefined;
  readonly resolve: (found: State) => void;
  readonly reject: (reason: unknown) => void;
}

interface Read {
  readonly key: Key;
  /**
   * Position in the history up to which changes had been applied when the read started. For a read
   * anew: the newest position at that time.
   */
  readonly appliedUpTo: number;
  readonly answer: Snapshot | null;
  readonly answeredAt: number;
}

const DOWN = new Error('the source is down');

class World {
  /** What the source held after each commit. */
  readonly history: State[] = [new Map()];
  readonly reads: Read[] = [];
  readonly loads: Load[] = [];
  readonly cache = new SnapshotCache<Snapshot>({
    load: (keys) =>
      new Promise((resolve, reject) => {
        this.loads.push({ keys, seen: undefined, resolve, reject });
      }),
    groupsOf: (snapshot) => snapshot.groups,
    isCurrent: () => this.isCurrent,
    presentMax: 2,
    missingMax: 2,
  });
  readonly notices: { readonly change: Change; readonly position: number }[] = [];
  readonly waiting: Promise<void>[] = [];
  appliedUpTo = 0;
  isConnected = true;
  isCurrent = true;

  get now(): number {
    return this.history.length - 1;
  }

  get state(): State {
    return this.history[this.now] ?? new Map();
  }

  commit(state: State, change: Change): void {
    this.history.push(state);
    if (this.isConnected) this.notices.push({ change, position: this.now });
  }

  read(key: Key): void {
    this.#note(key, this.appliedUpTo, this.cache.get(key));
  }

  readAnew(key: Key): void {
    this.#note(key, this.now, this.cache.getAnew(key));
  }

  #note(key: Key, appliedUpTo: number, answer: Snapshot | null | Promise<Snapshot | null>): void {
    const record = (read: Snapshot | null) => {
      this.reads.push({ key, appliedUpTo, answer: read, answeredAt: this.now });
    };
    if (answer instanceof Promise) {
      this.waiting.push(answer.then(record, (reason) => expect(reason).toBe(DOWN)));
    } else {
      record(answer);
    }
  }

  apply(): void {
    const notice = this.notices.shift();
    if (notice === undefined) return;
    if ('key' in notice.change) this.cache.drop(notice.change.key);
    else this.cache.dropGroup(notice.change.group);
    this.appliedUpTo = notice.position;
  }

  async finish(): Promise<void> {
    for (;;) {
      await turn();
      const load = this.loads.shift();
      if (load === undefined) break;
      load.resolve(load.seen ?? this.state);
    }
    await Promise.all(this.waiting);
  }
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

type Step = (world: World) => void | Promise<void>;

const anyKey = fc.constantFrom(...KEYS);
const anyGroup = fc.constantFrom(...GROUPS);

const put = fc.record({ key: anyKey, groups: fc.subarray([...GROUPS]) }).map(
  ({ key, groups }): Step =>
    (world) => {
      const snapshot = { changedAt: world.now + 1, groups };
      world.commit(new Map([...world.state, [key, snapshot]]), { key });
    },
);

const remove = anyKey.map(
  (key): Step =>
    (world) => {
      world.commit(new Map([...world.state].filter(([known]) => known !== key)), { key });
    },
);

const touchGroup = anyGroup.map(
  (group): Step =>
    (world) => {
      const changedAt = world.now + 1;
      const touched = [...world.state].map(([key, snapshot]) => {
        const isMember = snapshot.groups.includes(group);
        return [key, isMember ? { ...snapshot, changedAt } : snapshot] as const;
      });
      world.commit(new Map(touched), { group });
    },
);

/** Reads are the most frequent step, since only a read can find an error. */
const steps: fc.Arbitrary<Step> = fc.oneof(
  {
    arbitrary: anyKey.map(
      (key): Step =>
        (world) =>
          world.read(key),
    ),
    weight: 6,
  },
  {
    arbitrary: anyKey.map(
      (key): Step =>
        (world) =>
          world.readAnew(key),
    ),
    weight: 2,
  },
  { arbitrary: put, weight: 2 },
  { arbitrary: remove, weight: 1 },
  { arbitrary: touchGroup, weight: 2 },
  { arbitrary: fc.constant<Step>((world) => world.apply()), weight: 4 },
  { arbitrary: fc.constant<Step>(() => turn()), weight: 3 },
  {
    arbitrary: fc.nat(9).map(
      (index): Step =>
        (world) => {
          const load = world.loads[index % Math.max(world.loads.length, 1)];
          if (load !== undefined) load.seen ??= world.state;
        },
    ),
    weight: 3,
  },
  {
    arbitrary: fc.nat(9).map(
      (index): Step =>
        (world) => {
          const [load] = world.loads.splice(index % Math.max(world.loads.length, 1), 1);
          load?.resolve(load.seen ?? world.state);
        },
    ),
    weight: 3,
  },
  {
    arbitrary: fc.nat(9).map(
      (index): Step =>
        (world) => {
          const [load] = world.loads.splice(index % Math.max(world.loads.length, 1), 1);
          load?.reject(DOWN);
        },
    ),
    weight: 1,
  },
  {
    arbitrary: fc.constant<Step>((world) => {
      world.isConnected = false;
    }),
    weight: 1,
  },
  {
    arbitrary: fc.constant<Step>((world) => {
      world.isCurrent = world.isConnected;
    }),
    weight: 1,
  },
  {
    arbitrary: fc.constant<Step>((world) => {
      world.notices.length = 0;
      world.cache.dropAll();
      world.appliedUpTo = world.now;
      world.isConnected = true;
      world.isCurrent = true;
    }),
    weight: 1,
  },
);

/** Whether the source held this at some moment between the applied position and the result. */
function isTimely(world: World, read: Read): boolean {
  return world.history
    .slice(read.appliedUpTo, read.answeredAt + 1)
    .some((state) => (state.get(read.key) ?? null)?.changedAt === read.answer?.changedAt);
}

it('never returns a state older than a change that was applied before the read started', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(steps, { maxLength: 60, size: 'max' }), async (script) => {
      const world = new World();
      for (const step of script) await step(world);
      await world.finish();
      expect(world.reads.filter((read) => !isTimely(world, read))).toEqual([]);
    }),
    { numRuns: 2000 },
  );
});

it('answers from memory exactly what the source holds once every change has been applied', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(steps, { maxLength: 60, size: 'max' }), async (script) => {
      const world = new World();
      for (const step of script) await step(world);
      await world.finish();
      if (!world.isConnected) world.cache.dropAll();
      world.isCurrent = true;
      while (world.notices.length > 0) world.apply();
      for (const key of KEYS) {
        const answer = world.cache.get(key);
        if (answer instanceof Promise) continue;
        expect(answer).toEqual(world.state.get(key) ?? null);
      }
      await world.finish();
    }),
    { numRuns: 1000 },
  );
});
