import { ResponseValidationError } from './errors.js';
import type { RequestOptions } from './options.js';
import { type Call, type Reply, toCall } from './reply.js';

/** The fields of every answer of a list operation. */
export interface ListEnvelope {
  meta: { requestId: string };
  data: readonly unknown[];
  pagination?: { hasMore: boolean; cursor?: string | undefined } | undefined;
}

type Item<R extends ListEnvelope> = R['data'][number];

/** One page of a list: the answer, and access to the next pages. */
export type Page<R extends ListEnvelope> = R & PageWalk<R>;

interface PageWalk<R extends ListEnvelope> {
  /** The answer again, at the place where code for `@unkey/api` expects it. */
  result: R;
  /** Fetches the page after this one; null when this is the last. */
  next(): Promise<Page<R>> | null;
  /** This page and all pages after it. */
  [Symbol.asyncIterator](): AsyncIterableIterator<Page<R>>;
}

/**
 * A list. Await it for the first page, or iterate over all pages.
 *
 * @example
 * for await (const key of unkey.apis.listKeys({ apiId }).items()) console.log(key.keyId);
 */
export interface List<R extends ListEnvelope> extends Call<Page<R>, Reply<Page<R>>> {
  /** Every item of every page. A page is fetched when its first item is needed. */
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
  async function load(
    request: object,
    options: RequestOptions | undefined,
    way: Way,
  ): Promise<Reply<AnyPage>> {
    const reply = await fetchPage(request, options);
    const { hasMore, cursor } = reply.value.pagination ?? {};
    async function loadNext(): Promise<AnyPage> {
      if (cursor === way.landmark) throw endlessList(reply);
      return (await load({ ...request, cursor }, options, walkOn(way, cursor))).value;
    }
    const next = () => (hasMore && cursor ? loadNext() : null);
    return { ...reply, value: toPage(reply.value, next) };
  }

  return (request, options) => {
    const way = { landmark: Reflect.get(request, 'cursor'), steps: 0, stepsMax: 1 };
    const first = toCall(load(request, options, way), ({ value }) => value);
    const pages = () => {
      // The iteration throws it, whenever it begins. Until then the rejection must not count as
      // unhandled.
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

/**
 * A server that gives a cursor again would make a list endless. To remember all cursors would take
 * memory with the list, so only one is remembered: the landmark. After 1, 2, 4, 8… pages the
 * present cursor becomes the landmark. So every circle is noticed within three times its length and
 * the way to it.
 */
interface Way {
  readonly landmark: unknown;
  /** Pages since the landmark. */
  readonly steps: number;
  /** After how many pages there is a new one. */
  readonly stepsMax: number;
}

function walkOn({ landmark, steps, stepsMax }: Way, cursor: unknown): Way {
  return steps + 1 < stepsMax
    ? { landmark, steps: steps + 1, stepsMax }
    : { landmark: cursor, steps: 0, stepsMax: stepsMax * 2 };
}

function endlessList({ value, requestId, status, headers }: Reply<unknown>): Error {
  return new ResponseValidationError(
    {
      code: 'client/invalid_response',
      status,
      requestId,
      detail: 'the server gave a cursor a second time, so the list would have no end',
    },
    { headers, body: JSON.stringify(value) },
  );
}

function toPage(answer: ListEnvelope, next: AnyPage['next']): AnyPage {
  const page: AnyPage = Object.assign(answer, {
    result: answer,
    next,
    [Symbol.asyncIterator]: () => walk(page),
  });
  // Not enumerable, so that a page that is printed, compared or stored is the answer only.
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
  // The first page was requested with any limit, so its failure must be awaited here.
  for await (const item of items) if (!(taken.push(item) < limit)) break;
  return taken.slice(0, limit);
}
