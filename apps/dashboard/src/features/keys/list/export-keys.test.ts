import { describe, expect, it } from 'vitest';
import type { Key } from '../../../rpc/answers.js';
import type { ListPage } from '../../../rpc/call.js';
import { type ExportFormat, exportKeys } from './export-keys.js';

const key = (number: number): Key => ({
  keyId: `key_${number}`,
  start: 'prod_ab',
  enabled: true,
  createdAt: Date.UTC(2026, 10, 30),
  name: '=1+1',
});
const pages: ListPage<Key>[] = [
  { items: [key(1), key(2)], cursor: 'a', total: undefined },
  { items: [], cursor: 'b', total: undefined },
  { items: [key(3)], cursor: undefined, total: undefined },
];

async function run(format: ExportFormat, given = pages, stopAfter = Number.POSITIVE_INFINITY) {
  const asked: (string | undefined)[] = [];
  const progress: number[] = [];
  const stop = new AbortController();
  const parts = await exportKeys({
    format,
    readPage: async (cursor) => {
      const page = given[asked.length];
      asked.push(cursor);
      if (page === undefined) throw new Error('no such page');
      return page;
    },
    onProgress: (count) => {
      progress.push(count);
      if (progress.length === stopAfter) stop.abort();
    },
    signal: stop.signal,
  });
  return { parts, asked, progress };
}

describe('an export of keys', () => {
  it('has every page, also behind an empty one', async () => {
    const { parts, asked, progress } = await run('json');
    expect(asked).toEqual([undefined, 'a', 'b']);
    expect(progress).toEqual([2, 2, 3]);
    const lines = parts
      ?.join('')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).keyId);
    expect(lines).toEqual(['key_1', 'key_2', 'key_3']);
  });

  it('names its columns once, and runs nothing in a spreadsheet', async () => {
    const { parts } = await run('csv');
    const lines = parts?.join('').trimEnd().split('\r\n') ?? [];
    expect(lines).toHaveLength(4);
    expect(lines[0]).toMatch(/^keyId,start,name,/);
    expect(lines[1]).toContain("key_1,prod_ab,'=1+1,,true,2026-11-30T00:00:00.000Z");
  });

  it('gives nothing once it is stopped', async () => {
    expect((await run('csv', pages, 2)).parts).toBeUndefined();
  });

  it('does not go in circles', async () => {
    const page = { items: [], cursor: 'a', total: undefined };
    await expect(run('csv', [page, page])).rejects.toThrow('same page twice');
  });
});
