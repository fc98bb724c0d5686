import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { layoutOf } from '../layout.js';
import { isNewer, moveStoreAside, prepareStore, readMark } from './store-mark.js';

async function freshLayout() {
  const directory = await mkdtemp(join(tmpdir(), 'store-mark-test-'));
  onTestFinished(() => rm(directory, { recursive: true }));
  return layoutOf(directory);
}

test.each([
  ['3.4.1', '3.4.0', true],
  ['3.10.0', '3.9.9', true],
  ['4', '3.9.9', true],
  ['3.4.0', '3.4.0', false],
  ['3.4.0-rc.1', '3.4.0', false],
  ['3.3.9', '3.4.0', false],
])('%s is newer than %s: %s', (version, than, expected) => {
  expect(isNewer(version, than)).toBe(expected);
});

test('a store keeps its id when a newer engine opens it', async () => {
  const layout = await freshLayout();
  const first = await prepareStore(layout, '3.4.0');
  const second = await prepareStore(layout, '3.5.0');
  expect(second).toEqual({ storeId: first.storeId, engineVersion: '3.5.0' });
  expect(await readMark(layout)).toEqual(second);
});

test('a mark that is half written counts as none', async () => {
  const layout = await freshLayout();
  await mkdir(layout.store, { recursive: true });
  await writeFile(layout.mark, '{"storeId":');
  expect(await readMark(layout)).toBeUndefined();
  await expect(prepareStore(layout, '3.4.0')).resolves.toMatchObject({ engineVersion: '3.4.0' });
});

test('a store that is moved aside replaces the one before, and the next is another', async () => {
  const layout = await freshLayout();
  const first = await prepareStore(layout, '3.4.0');
  await moveStoreAside(layout);
  const second = await prepareStore(layout, '3.4.0');
  await moveStoreAside(layout);
  const third = await prepareStore(layout, '3.4.0');
  expect(new Set([first.storeId, second.storeId, third.storeId]).size).toBe(3);
  const kept = await readFile(join(layout.damaged, 'mark.json'), 'utf8');
  expect(kept).toContain(second.storeId);
});
