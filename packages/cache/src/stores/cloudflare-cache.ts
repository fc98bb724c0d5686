import type { AnyValue } from '../store.js';
import { TextStore, type TextStoreConfig } from './text-store.js';

/** The most that Cloudflare takes in one call. */
const URLS_PER_PURGE = 30;

/** The part of the Cache API that the store needs. */
export interface CacheBinding {
  match(url: string): Promise<{ text(): Promise<string> } | undefined>;
  put(url: string, response: Response): Promise<void>;
  delete(url: string): Promise<boolean>;
}

export interface CloudflareStoreConfig extends TextStoreConfig {
  /** A host name of yours on Cloudflare. The addresses of entries begin with it. */
  domain: string;
  /** The cache of the platform. Default: `caches.default`. */
  cache?: CacheBinding;
  /**
   * With `cloudflareApiKey`, a removal applies to the whole zone. Default: only to this data
   * centre.
   */
  zoneId?: string;
  /** A token with the right to purge the cache of the zone. */
  cloudflareApiKey?: string;
  /** Part of every address. Default: `v1`. Change it to abandon all old entries. */
  cacheBuster?: string;
  /** For the purge. Default: the global `fetch`. */
  fetch?: (url: string, init: RequestInit) => Promise<Response>;
}

/**
 * Stores entries in the cache of the Cloudflare data centre that runs the worker.
 *
 * @example
 * const store = new CloudflareStore({ domain: 'cache.example.com' });
 */
export class CloudflareStore<TNamespace extends string, TValue = AnyValue> extends TextStore<
  TNamespace,
  TValue
> {
  readonly name = 'cloudflare';

  constructor(config: CloudflareStoreConfig) {
    const { domain, cacheBuster = 'v1' } = config;
    const urlOf = (id: string) =>
      `https://${domain}/${encodeURIComponent(cacheBuster)}/${encodeURIComponent(id)}`;
    const driver = {
      read: async (id: string) => (await cacheOf(config).match(urlOf(id)))?.text(),
      write: (id: string, text: string, { remainingMs }: { remainingMs: number }) => {
        const maxAge = Math.ceil(remainingMs / 1000);
        const headers = {
          'content-type': 'text/plain;charset=utf-8',
          'cache-control': `public, max-age=${maxAge}`,
        };
        return cacheOf(config).put(urlOf(id), new Response(text, { headers }));
      },
      remove: async (ids: string[]) => {
        const urls = ids.map(urlOf);
        await Promise.all(urls.map((url) => cacheOf(config).delete(url)));
        await purge(config, urls);
      },
    };
    super(driver, config, '');
  }
}

/** Looked up at each use. Outside of Workers the store can be made; its operations fail. */
function cacheOf({ cache }: CloudflareStoreConfig): CacheBinding {
  if (cache) return cache;
  // Absent from the type of browsers, whose caches have no default one.
  const { caches } = globalThis as { caches?: { default?: CacheBinding } };
  if (!caches?.default) throw new Error('there is no caches.default here; pass a cache');
  return caches.default;
}

async function purge(config: CloudflareStoreConfig, urls: string[]): Promise<void> {
  const { zoneId, cloudflareApiKey, fetch = globalThis.fetch } = config;
  if (!zoneId || !cloudflareApiKey) return;
  for (let start = 0; start < urls.length; start += URLS_PER_PURGE) {
    const url = `https://api.cloudflare.com/client/v4/zones/${zoneId}/purge_cache`;
    const headers = {
      authorization: `Bearer ${cloudflareApiKey}`,
      'content-type': 'application/json',
    };
    const body = JSON.stringify({ files: urls.slice(start, start + URLS_PER_PURGE) });
    const response = await fetch(url, { method: 'POST', headers, body });
    // Read to the end, so that the connection can be reused.
    await response.text();
    if (!response.ok) throw new Error(`Cloudflare answered the purge with ${response.status}`);
  }
}
