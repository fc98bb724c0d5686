import type { InjectOptions } from 'fastify';

/** What came back; the body as JSON where it is. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  // Tests read whatever they expect to be there.
  // biome-ignore lint/suspicious/noExplicitAny: a wire answer is any JSON
  readonly body: any;
}

/** What `inject` takes, with what a check needs to know about it. */
export type Request = InjectOptions & { readonly method: string; readonly url: string };
