import type { Result } from '../src/result.js';
import type { Entry, Store } from '../src/store.js';
import { MemoryStore } from '../src/stores/memory.js';

/** A promise that a test settles. */
export function deferred<T = void>() {
  let resolve: (value: T) => void = () => {};
  let reject: (error: unknown) => void = () => {};
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}

/** Runs everything that waits only for promises. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

type Act = 'get' | 'set' | 'remove';

/** A memory store that counts its operations, and that a test can block or make fail. */
export class ControlledStore<TValue = unknown> implements Store<string, TValue> {
  readonly name: string;
  readonly inner = new MemoryStore<string, TValue>();
  readonly calls: Record<Act, number> = { get: 0, set: 0, remove: 0 };
  /** While set, every operation of that kind throws it. */
  readonly throws: Partial<Record<Act, Error>> = {};
  /** Every operation of that kind waits for it before it starts. */
  readonly before: Partial<Record<Act, Promise<unknown>>> = {};
  /** Every operation of that kind waits for it before it returns its result. */
  readonly after: Partial<Record<Act, Promise<unknown>>> = {};

  constructor(name = 'controlled') {
    this.name = name;
  }

  get(namespace: string, key: string): Promise<Result<Entry<TValue> | undefined>> {
    return this.#run('get', () => this.inner.get(namespace, key));
  }

  set(namespace: string, key: string, entry: Entry<TValue>): Promise<Result<void>> {
    return this.#run('set', () => this.inner.set(namespace, key, entry));
  }

  remove(namespace: string, key: string | string[]): Promise<Result<void>> {
    return this.#run('remove', () => this.inner.remove(namespace, key));
  }

  async #run<T>(act: Act, work: () => Promise<T>): Promise<T> {
    this.calls[act] += 1;
    const after = this.after[act];
    await this.before[act];
    const error = this.throws[act];
    if (error) throw error;
    const result = await work();
    await after;
    return result;
  }
}
