import type { Workspace } from '../seed.js';

/** Runs `work` for so many workers at once. Each worker does its steps one after the other. */
export async function atOnce(
  { workers, steps }: { workers: number; steps: number },
  work: (worker: number, step: number) => Promise<unknown>,
): Promise<void> {
  await Promise.all(
    Array.from({ length: workers }, async (_, worker) => {
      for (let step = 0; step < steps; step++) await work(worker, step);
    }),
  );
}

/** The item at `index`, starting over at the end. */
export function at<T>(items: readonly T[], index: number): T {
  const item = items[index % items.length];
  if (item === undefined) throw new Error('no items');
  return item;
}

/** Keys of one API. */
export async function newKeys(workspace: Workspace, count: number, fields: object = {}) {
  const apiId = await workspace.newApi();
  return Promise.all(Array.from({ length: count }, () => workspace.newKey({ ...fields, apiId })));
}
