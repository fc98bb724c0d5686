import type { RequestOptions } from './options.js';
import { type Call, type Reply, toCall } from './reply.js';

/** What every answer of a list operation has. */
export interface ListEnvelope {
  meta: { requestId: string };
  data: readonly unknown[];
  pagination?: { hasMore: boolean; cursor?: string | undefined } | undefined;
}

type Item<R extends ListEnvelope> = R['data'][number];

/** One page of a list: the answer itself, and the way to the pages after it. */
export type Page<R extends ListEnvelope> = R & PageWalk<R>;

interface PageWalk<R extends ListEnvelope> {
  /** The answer once more, where code for `@unkey/api` looks for it. */
  result: R;
  /** Fetches the page after this one; null when this is the last. */
  next(): Promise<Page<R>> | null;
  /** This page and all after it. */
  [Symbol.asyncIterator](): AsyncIterableIterator<Page<R>>;
}

/**
 * A list that is on its way. Await it for the first page, or let it walk through all of them.
 *
 * @example
 * for await (const key of unkey.apis.listKeys({ apiId }).items()) console.log(key.keyId);
 */
export interface List<R extends ListEnvelope> extends Call<Page<R>, Reply<Page<R>>> {
  /** Every item, page after page; a page is fetched when its first item is needed. */
  items(): AsyncIterableIterator<Item<R>>;
  pages(): AsyncIterableIterator<Page<R>>;
  /** The first `limit` items. There is no default: lists may be longer than memory. */
  toArray(options: { limit: number }): Promise<Item<R>[]>;
}

export type ListMethod<Request, R extends ListEnvelope> = (
  request: Request,
  options?: RequestOptions,
) => List<R>;

/** Makes a method for a list from one that fetches a single page. */
export function createListMethod(
  fetchPage: (request: object, options?: RequestOptions) => Promise<Reply<ListEnvelope>>,
): ListMethod<object, ListEnvelope> {
  async function load(request: object, options?: RequestOptions): Promise<Reply<AnyPage>> {
    const reply = await fetchPage(request, options);
    const { hasMore, cursor } = reply.value.pagination ?? {};
    const next = () =>
      hasMore && cursor ? load({ ...request, cursor }, options).then(({ value }) => value) : null;
    return { ...reply, value: toPage(reply.value, next) };
  }

  return (request, options) => {
    const first = toCall(load(request, options), ({ value }) => value);
    const pages = () => {
      // The walk fails with it, whenever it begins. Until then nobody has left it unhandled.
      first.catch(() => {});
      return walk(first);
    };
    const items = () => itemsOf(pages());
    return Object.assign(first, {
      pages,
      items,
      toArray: ({ limit }: { limit: number }) => take(items(), limit),
    });
  };
}

type AnyPage = Page<ListEnvelope>;

function toPage(answer: ListEnvelope, next: AnyPage['next']): AnyPage {
  const page: AnyPage = Object.assign(answer, {
    result: answer,
    next,
    [Symbol.asyncIterator]: () => walk(page),
  });
  // So that printing, comparing or storing a page shows the answer and nothing else.
  for (const name of ['result', 'next', Symbol.asyncIterator]) {
    Object.defineProperty(page, name, { enumerable: false });
  }
  return page;
}

async function* walk(first: AnyPage | Promise<AnyPage>): AsyncGenerator<AnyPage, void> {
  let page: AnyPage | null = await first;
  while (page !== null) {
    yield page;
    page = await page.next();
  }
}

async function* itemsOf(pages: AsyncIterable<AnyPage>): AsyncGenerator<unknown, void> {
  for await (const page of pages) yield* page.data;
}

async function take(items: AsyncIterable<unknown>, limit: number): Promise<unknown[]> {
  const taken: unknown[] = [];
  // The first page is on its way whatever the limit, so its failure is met here in any case.
  for await (const item of items) if (!(taken.push(item) < limit)) break;
  return taken.slice(0, limit);
}
