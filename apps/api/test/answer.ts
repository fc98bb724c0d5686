import type { InjectOptions } from 'fastify';

/** The response of the service. The body is parsed where it is JSON. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  // Tests read any field that they expect.
  // biome-ignore lint/suspicious/noExplicitAny: a wire answer is any JSON
  readonly body: any;
}

/** What `inject` takes, with what the checks need to know about it. */
export type Request = InjectOptions & { readonly method: string; readonly url: string };
