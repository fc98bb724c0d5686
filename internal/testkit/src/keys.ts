/** One key for each verdict that a middleware must handle. */
export interface SeededKeys {
  apiId: string;
  /** Has the permission `orders.read`; belongs to `customer_1`; its meta is `{ plan: 'pro' }`. */
  valid: string;
  disabled: string;
  expired: string;
  /** Valid once an hour. */
  limited: string;
  /** Has one credit. */
  spendable: string;
  /** Valid, without permissions. */
  powerless: string;
}

/** Creates the keys through the API of a running service. */
export async function seedKeys(service: { url: string; rootKey: string }): Promise<SeededKeys> {
  async function call(operation: string, body: object): Promise<Record<string, string>> {
    const response = await fetch(`${service.url}/v2/${operation}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${service.rootKey}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const answer: { data: Record<string, string> } = JSON.parse(await response.text());
    if (!response.ok) throw new Error(`${operation}: ${JSON.stringify(answer)}`);
    return answer.data;
  }

  const { apiId = '' } = await call('apis.createApi', { name: 'examples' });

  async function createKey(fields: object): Promise<string> {
    const { key = '' } = await call('keys.createKey', { apiId, ...fields });
    return key;
  }

  /** A key must not begin expired, but it may be expired at once. */
  async function createExpiredKey(fields: object): Promise<string> {
    const { key = '', keyId } = await call('keys.createKey', { apiId, ...fields });
    await call('keys.updateKey', { keyId, expires: Date.now() - 1 });
    return key;
  }

  const permissions = ['orders.read'];
  const limit = { name: 'requests', limit: 1, duration: 3_600_000, autoApply: true };
  return {
    apiId,
    valid: await createKey({ permissions, externalId: 'customer_1', meta: { plan: 'pro' } }),
    disabled: await createKey({ permissions, enabled: false }),
    expired: await createExpiredKey({ permissions }),
    limited: await createKey({ permissions, ratelimits: [limit] }),
    spendable: await createKey({ permissions, credits: { remaining: 1 } }),
    powerless: await createKey({}),
  };
}
