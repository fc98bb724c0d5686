import { describe, expect, test, vi } from 'vitest';
import { createListMethod, type ListEnvelope } from './pages.js';
import type { Reply } from './reply.js';

function replyOf(value: ListEnvelope): Reply<ListEnvelope> {
  return { value, requestId: value.meta.requestId, status: 200, headers: new Headers() };
}

/** A list of the given pages, and the requests for them. */
function listOf(...pages: string[][]) {
  const requests: object[] = [];
  const list = createListMethod(async (request) => {
    requests.push(request);
    const cursor = 'cursor' in request ? Number(request.cursor) : 0;
    const hasMore = cursor + 1 < pages.length;
    return replyOf({
      meta: { requestId: `req_${cursor}` },
      data: pages[cursor] ?? [],
      pagination: hasMore ? { hasMore, cursor: String(cursor + 1) } : { hasMore },
    });
  });
  return { list, requests };
}

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const collected: T[] = [];
  for await (const item of items) collected.push(item);
  return collected;
}

describe('an awaited list', () => {
  test('is its first page, which is `result` too', async () => {
    const { list } = listOf(['a', 'b'], ['c']);
    const page = await list({ apiId: 'api_1' });
    expect(page).toEqual({
      meta: { requestId: 'req_0' },
      data: ['a', 'b'],
      pagination: { hasMore: true, cursor: '1' },
    });
    expect(page.result.data).toEqual(['a', 'b']);
    expect(Object.keys(page)).toEqual(['meta', 'data', 'pagination']);
  });

  test('`next` gets the next page of the same request, and null after the last', async () => {
    const { list, requests } = listOf(['a'], ['b']);
    const first = await list({ apiId: 'api_1' });
    const second = await first.next();
    expect(second?.data).toEqual(['b']);
    expect(second?.next()).toBeNull();
    expect(requests).toEqual([{ apiId: 'api_1' }, { apiId: 'api_1', cursor: '1' }]);
  });

  test('iterates over pages, itself first', async () => {
    const { list } = listOf(['a'], [], ['b', 'c']);
    const pages = await collect(await list({}));
    expect(pages.map(({ data }) => data)).toEqual([['a'], [], ['b', 'c']]);
  });
});

describe('a list', () => {
  test('iterates over all items, across empty pages', async () => {
    const { list } = listOf(['a', 'b'], [], ['c']);
    expect(await collect(list({}).items())).toEqual(['a', 'b', 'c']);
  });

  test('iterates over all pages', async () => {
    const { list } = listOf(['a'], ['b']);
    expect(await collect(list({}).pages())).toHaveLength(2);
  });

  test('gives at most `limit` items, and fetches no page beyond them', async () => {
    const { list, requests } = listOf(['a', 'b'], ['c'], ['d']);
    expect(await list({}).toArray({ limit: 3 })).toEqual(['a', 'b', 'c']);
    expect(requests).toHaveLength(2);
    expect(await list({}).toArray({ limit: 0 })).toEqual([]);
    expect(await list({}).toArray({ limit: 9 })).toEqual(['a', 'b', 'c', 'd']);
  });

  test('ends when the server says `hasMore: false`, even if it sends a cursor', async () => {
    const list = createListMethod(async () =>
      replyOf({
        meta: { requestId: 'req_1' },
        data: ['a'],
        pagination: { hasMore: false, cursor: 'again' },
      }),
    );
    expect(await collect(list({}).items())).toEqual(['a']);
  });

  test('ends where a cursor is blank, which would lead to the first page again', async () => {
    const list = createListMethod(async () =>
      replyOf({
        meta: { requestId: 'req_1' },
        data: ['a'],
        pagination: { hasMore: true, cursor: '' },
      }),
    );
    const page = await list({});
    expect(page.next()).toBeNull();
  });

  test.each([
    ['the same cursor again and again', 1, 0],
    ['cursors in a circle', 7, 0],
    ['cursors in a circle after others', 5, 9],
  ])('throws when the server gives %s', async (_what, circle, before) => {
    let pages = 0;
    const list = createListMethod(async (request) => {
      pages += 1;
      const cursor = Number(Reflect.get(request, 'cursor') ?? -1) + 1;
      const next = cursor < before + circle ? cursor : before;
      return replyOf({
        meta: { requestId: 'req_1' },
        data: [cursor],
        pagination: { hasMore: true, cursor: String(next) },
      });
    });
    const error = await collect(list({}).items()).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ name: 'ResponseValidationError', requestId: 'req_1' });
    expect(pages).toBeLessThanOrEqual(3 * (before + circle) + 1);
  });

  test('throws when the server gives the cursor of the request', async () => {
    const list = createListMethod(async () =>
      replyOf({
        meta: { requestId: 'req_1' },
        data: ['a'],
        pagination: { hasMore: true, cursor: 'mine' },
      }),
    );
    const page = await list({ cursor: 'mine' });
    await expect(page.next()).rejects.toMatchObject({ code: 'client/invalid_response' });
  });

  test('of many pages ends without an error', async () => {
    const all = Array.from({ length: 300 }, (_, index) => [String(index)]);
    expect(
      await collect(
        listOf(...all)
          .list({})
          .items(),
      ),
    ).toHaveLength(300);
  });

  test('is read no further than its first page if the limit is not a number', async () => {
    const { list, requests } = listOf(['a', 'b'], ['c']);
    expect(await list({}).toArray({ limit: Number.NaN })).toEqual([]);
    expect(requests).toHaveLength(1);
  });

  test('`withResponse` gives the response of its first page', async () => {
    const { list } = listOf(['a'], ['b']);
    const { value, requestId, status } = await list({}).withResponse();
    expect(value.data).toEqual(['a']);
    expect(await collect(value)).toHaveLength(2);
    expect({ requestId, status }).toEqual({ requestId: 'req_0', status: 200 });
  });

  test('throws in the loop when a page cannot be fetched', async () => {
    const failure = new Error('no');
    const list = createListMethod(() => Promise.reject(failure));
    await expect(list({})).rejects.toBe(failure);
    for (const limit of [1, 0]) {
      await expect(list({}).toArray({ limit })).rejects.toBe(failure);
    }
  });

  test('that fails before the loop throws in the loop, and nowhere else', async () => {
    const unhandled = vi.fn();
    process.once('unhandledRejection', unhandled);
    const failure = new Error('no');
    const list = createListMethod(() => Promise.reject(failure));
    const walks = [list({}).items(), list({}).pages()];
    // Node looks for unhandled rejections after everything that is queued now.
    await new Promise(setImmediate);
    process.removeListener('unhandledRejection', unhandled);
    expect(unhandled).not.toHaveBeenCalled();
    for (const walk of walks) await expect(collect(walk)).rejects.toBe(failure);
  });
});
