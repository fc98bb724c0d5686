import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { errorCode } from '../errors.js';
import type { EngineLayout } from '../layout.js';

/** Says which store this is, and which engine last opened it. */
export interface StoreMark {
  /** New for each empty store, so that the service notices that older events are gone. */
  readonly storeId: string;
  readonly engineVersion: string;
}

/** The mark of the store that is there; undefined if there is no store, or not a whole one. */
export async function readMark(layout: EngineLayout): Promise<StoreMark | undefined> {
  try {
    const found: unknown = JSON.parse(await readFile(layout.mark, 'utf8'));
    if (typeof found !== 'object' || found === null) return undefined;
    if (!('storeId' in found) || !('engineVersion' in found)) return undefined;
    return { storeId: String(found.storeId), engineVersion: String(found.engineVersion) };
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Makes the store ready to be opened, and returns its mark. */
export async function prepareStore(layout: EngineLayout, version: string): Promise<StoreMark> {
  await mkdir(layout.files, { recursive: true, mode: 0o700 });
  const found = await readMark(layout);
  if (found?.engineVersion === version) return found;
  // Before the files are opened: the engine may convert them, and then an older one cannot read them.
  const mark = { storeId: found?.storeId ?? randomUUID(), engineVersion: version };
  await writeMark(layout, mark);
  return mark;
}

/** Complete or as before, also after a power cut. */
async function writeMark(layout: EngineLayout, mark: StoreMark): Promise<void> {
  const unfinished = `${layout.mark}-${process.pid}`;
  const file = await open(unfinished, 'w', 0o600);
  try {
    await file.writeFile(JSON.stringify(mark));
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(unfinished, layout.mark);
}

/** Keeps what cannot be opened, for an operator who wants to look, until the next such case. */
export async function moveStoreAside(layout: EngineLayout): Promise<void> {
  await rm(layout.damaged, { recursive: true, force: true });
  await rename(layout.store, layout.damaged);
}

/** Versions are numbers with dots, and perhaps a suffix, which does not count. */
export function isNewer(version: string, than: string): boolean {
  const [left, right] = [numbersOf(version), numbersOf(than)];
  const index = left.findIndex((number, place) => number !== (right[place] ?? 0));
  return index >= 0 && (left[index] ?? 0) > (right[index] ?? 0);
}

function numbersOf(version: string): number[] {
  return version.split('-')[0]?.split('.').map(Number) ?? [];
}
