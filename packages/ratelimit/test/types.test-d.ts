// Compiled by `pnpm check`, never run: `@ts-expect-error` marks each line that must not compile.
import { Unkey, type UnkeyError } from '@unlatch/api';
import { UnkeyCore } from '@unlatch/api/core';
import {
  type Cache,
  type Duration,
  NoopRatelimit,
  Ratelimit,
  type Ratelimiter,
  type RatelimitResponse,
  type RatelimitResult,
  type Source,
} from '../src/index.js';

const common = { namespace: 'n', limit: 10, duration: '1 m' } as const;

export function durationsAreANumberAndAUnit(): Duration[] {
  // @ts-expect-error no such unit
  const _year: Duration = '1y';
  // @ts-expect-error no number
  const _word: Duration = 'a minute';
  return ['250ms', '1.5s', '10 m', '1h', '30d', '2w'];
}

export function configurationsAreExact(): Ratelimit[] {
  // @ts-expect-error the namespace is missing
  const _noNamespace = new Ratelimit({ limit: 10, duration: '1m' });
  // @ts-expect-error no such word
  const _word = new Ratelimit({ ...common, onFailure: 'panic' });
  // @ts-expect-error a time limit has milliseconds
  const _timeout = new Ratelimit({ ...common, timeout: {} });
  return [
    new Ratelimit({ ...common, rootKey: async () => 'root_key', async: true }),
    new Ratelimit({ ...common, unkey: new Unkey(), timeout: false, cache: new Map() }),
    new Ratelimit({ ...common, unkey: new UnkeyCore(), async: { syncMs: 500 } }),
    new Ratelimit({
      ...common,
      onFailure: ({ error }) => (error.status === 401 ? 'deny' : 'allow'),
    }),
    new Ratelimit({
      ...common,
      timeout: { ms: '3 s', fallback: { success: true, limit: 0, remaining: 0, reset: 0 } },
      onError: (_error: Error, identifier: string) => answerFor(identifier),
    }),
  ];
}

export function fallbacksHaveAnError(result: RatelimitResult): UnkeyError | undefined {
  // @ts-expect-error only a fallback has one
  const _tooEarly: UnkeyError = result.error;
  const _source: Source = result.source;
  return result.source === 'fallback' ? result.error : undefined;
}

export function limitersAreInterchangeable(own: Ratelimiter): Ratelimiter[] {
  return [new Ratelimit(common), new NoopRatelimit(), own, { limit: async (id) => answerFor(id) }];
}

export function mapsOfAnswersWillDoAsACache(map: Map<string, RatelimitResponse>): Cache {
  return map;
}

function answerFor(identifier: string): RatelimitResponse {
  return { success: identifier !== '', limit: 1, remaining: 0, reset: 0 };
}
