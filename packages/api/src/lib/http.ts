/** `fetch`, with its standard signature. */
export type Fetcher = (input: Request | URL | string, init?: RequestInit) => Promise<Response>;

/** The options of `HTTPClient`. */
export interface HTTPClientOptions {
  /** Used instead of the global `fetch`. */
  fetcher?: Fetcher;
}

/** May change the request, or return another one, which is sent instead. */
export type BeforeRequestHook = (request: Request) => RequestOrNone | Promise<RequestOrNone>;

/** Called when no answer came, with the reason. */
export type RequestErrorHook = (error: unknown, request: Request) => void | Promise<void>;

/** Called with the answer before the client reads it. */
export type ResponseHook = (response: Response, request: Request) => void | Promise<void>;

// biome-ignore lint/suspicious/noConfusingVoidType: it lets a hook end without a return.
type RequestOrNone = Request | undefined | void;

interface HooksByName {
  beforeRequest: BeforeRequestHook;
  requestError: RequestErrorHook;
  response: ResponseHook;
}

/**
 * `fetch` with hooks, in the shape of `@unkey/api`, for code that moves over. The client waits for
 * these hooks. They see the root key, and what they throw fails the attempt. For logs and metrics
 * use the option `hooks`; for another transport use the option `fetch`.
 *
 * @param options What to use instead of the global `fetch`.
 * @example
 * const httpClient = new HTTPClient().addHook('beforeRequest', (request) => {
 *   request.headers.set('x-trace', traceId);
 * });
 * const unkey = new Unkey({ httpClient });
 */
export class HTTPClient {
  readonly #fetcher: Fetcher | undefined;
  readonly #hooks: { readonly [Name in keyof HooksByName]: HooksByName[Name][] };

  constructor(options: HTTPClientOptions = {}) {
    this.#fetcher = options.fetcher;
    this.#hooks = { beforeRequest: [], requestError: [], response: [] };
  }

  /** Calls the hooks in the order in which they were added. */
  async request(request: Request): Promise<Response> {
    const fetcher = this.#fetcher ?? globalThis.fetch;
    let sent = request;
    for (const hook of this.#hooks.beforeRequest) sent = (await hook(sent)) ?? sent;
    try {
      const response = await fetcher(sent);
      for (const hook of this.#hooks.response) await hook(response, sent);
      return response;
    } catch (error) {
      for (const hook of this.#hooks.requestError) await hook(error, sent);
      throw error;
    }
  }

  /**
   * Adds a hook after those that are there.
   *
   * @param name When to call it.
   * @param hook The function. The client waits for it.
   * @returns This client.
   */
  addHook<Name extends keyof HooksByName>(name: Name, hook: HooksByName[Name]): this {
    this.#hooks[name].push(hook);
    return this;
  }

  /**
   * Removes a hook that was added.
   *
   * @param name When it is called.
   * @param hook The same function.
   * @returns This client.
   */
  removeHook<Name extends keyof HooksByName>(name: Name, hook: HooksByName[Name]): this {
    const index = this.#hooks[name].indexOf(hook);
    if (index >= 0) this.#hooks[name].splice(index, 1);
    return this;
  }

  /** A copy with the same hooks. Later changes of one do not affect the other. */
  clone(): HTTPClient {
    const copy = new HTTPClient(this.#fetcher ? { fetcher: this.#fetcher } : {});
    copy.#hooks.beforeRequest.push(...this.#hooks.beforeRequest);
    copy.#hooks.requestError.push(...this.#hooks.requestError);
    copy.#hooks.response.push(...this.#hooks.response);
    return copy;
  }
}
