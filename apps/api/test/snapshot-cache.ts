import { expect } from 'vitest';
import { SnapshotCache } from '../src/engine/caches/snapshot-cache.js';

export interface Snapshot {
  readonly version: number;
  readonly groups: readonly string[];
}

interface Load {
  readonly keys: readonly string[];
  readonly answer: (found: Readonly<Record<string, Snapshot>>) => void;
  readonly fail: (reason: Error) => void;
}

export const FIRST: Snapshot = { version: 1, groups: ['api 1'] };
export const SECOND: Snapshot = { version: 2, groups: ['api 1'] };
export const DOWN = new Error('the database is down');

/** A cache over a source. The test says when its loads end, and in which order. */
export function createCache({ presentMax = 100, missingMax = 100, versionsMax = 1000 } = {}) {
  const loads: Load[] = [];
  const feed = { isCurrent: true };
  const cache = new SnapshotCache<Snapshot>({
    load: (keys) =>
      new Promise((resolve, reject) => {
        loads.push({
          keys,
          answer: (found) => resolve(new Map(Object.entries(found))),
          fail: reject,
        });
      }),
    groupsOf: (snapshot) => snapshot.groups,
    isCurrent: () => feed.isCurrent,
    presentMax,
    missingMax,
    // The version of a snapshot is used as its size here.
    size: { of: (snapshot) => snapshot.version, max: versionsMax },
  });
  /** The load that the last reads have started. */
  const nextLoad = async (): Promise<Load> => {
    await turn();
    const load = loads.at(-1);
    if (load === undefined) throw new Error('nothing was loaded');
    return load;
  };
  /** Reads a key from a source that has this snapshot, or none. */
  const fill = async (key: string, snapshot: Snapshot | null): Promise<void> => {
    const read = cache.get(key);
    const load = await nextLoad();
    load.answer(snapshot === null ? {} : { [key]: snapshot });
    expect(await read).toBe(snapshot);
  };
  return { cache, loads, feed, nextLoad, fill };
}

export function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
