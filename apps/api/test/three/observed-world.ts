import { vi } from 'vitest';
import { Client, type Sent } from './client.js';
import { Findings } from './findings.js';
import { RecordLedger } from './record-ledger.js';
import type { ServiceNode } from './service-node.js';
import { MAX_STALENESS_MS, startWorld, type World } from './world.js';

/** Attempts to reach a store may be seconds apart. */
export const PATIENCE = { timeout: 60_000, interval: 20 };
/** The windows must not end while a test runs. */
const DURATION_MS = 2_592_000_000;

export interface NewKey {
  readonly key: string;
  readonly keyId: string;
}

/** The code of a verification, or `unknown`. */
export type Code = string;

/** Three services, and the requests that the scenarios send. */
export interface ObservedWorld extends World {
  readonly findings: Findings;
  send(node: ServiceNode, name: string, body: object): Promise<Sent>;
  verify(node: ServiceNode, key: string, cost?: number): Promise<Code>;
  /** How many of so many checks pass that are sent to each of these at once. */
  countPassed(
    nodes: readonly ServiceNode[],
    options: { readonly identifier: string; readonly limit: number; readonly times: number },
  ): Promise<number>;
  newKey(fields?: object): Promise<NewKey>;
  /**
   * Waits until all processes are told of changes, and know of all changes so far: a process learns
   * of them in the order of their commits.
   */
  untilNewsHasArrived(): Promise<void>;
}

export async function startObservedWorld(
  settings: Readonly<Record<string, string>> = {},
): Promise<ObservedWorld> {
  const world = await startWorld(settings);
  const findings = new Findings();
  const client = new Client(world, findings, new RecordLedger());
  const send = (node: ServiceNode, name: string, body: object) =>
    client.send(node, { name, body, subject: name });
  const change = async (name: string, body: object) => {
    const { outcome } = await send(world.nodes[0], name, body);
    if (outcome.kind === 'unknown') throw new Error(`${name}: ${outcome.why}`);
    return outcome.data;
  };
  const { apiId } = await change('apis.createApi', { name: 'Scenarios' });
  const newKey = (fields: object = {}): Promise<NewKey> =>
    change('keys.createKey', { apiId, ...fields });
  const verify = async (node: ServiceNode, key: string, cost?: number): Promise<Code> => {
    const credits = cost === undefined ? {} : { credits: { cost } };
    const { outcome } = await send(node, 'keys.verifyKey', { key, ...credits });
    return outcome.kind === 'answered' ? outcome.data.code : 'unknown';
  };
  return {
    ...world,
    findings,
    send,
    verify,
    newKey,
    async countPassed(nodes, { times, ...fields }) {
      const body = { namespace: 'scenarios', duration: DURATION_MS, ...fields };
      const sending = nodes.flatMap((node) =>
        Array.from({ length: times }, () => send(node, 'ratelimit.limit', body)),
      );
      const sent = await Promise.all(sending);
      return sent.filter(({ outcome }) => outcome.kind === 'answered' && outcome.data.success)
        .length;
    },
    async untilNewsHasArrived() {
      await vi.waitFor(() => expectLive(world.nodes), PATIENCE);
      const marker = await newKey();
      const codes = () => Promise.all(world.nodes.map((node) => verify(node, marker.key)));
      await codes();
      await change('keys.updateKey', { keyId: marker.keyId, enabled: false });
      await vi.waitFor(async () => {
        if ((await codes()).some((code) => code !== 'DISABLED')) throw new Error('news is missing');
      }, PATIENCE);
    },
  };
}

/** A process that has just lost contact does not know yet, but it knows when it last had it. */
async function expectLive(nodes: readonly ServiceNode[]): Promise<void> {
  for (const node of nodes) {
    const samples = await node.metrics();
    const staleMs = 1000 * (samples?.get('unlatch_change_feed_staleness_seconds') ?? Infinity);
    const isLive = samples?.get('unlatch_change_feed_live') === 1;
    if (!isLive || staleMs > MAX_STALENESS_MS) throw new Error('a process lacks contact');
  }
}

/** Repeats requests until it is stopped, one after the other in each of its runs. */
export function repeat<Seen>(send: () => Promise<Seen>, runs = 2) {
  const seen: Seen[] = [];
  let isOver = false;
  const run = async () => {
    while (!isOver) seen.push(await send());
  };
  const running = Promise.all(Array.from({ length: runs }, run));
  return {
    seen,
    async stop() {
      isOver = true;
      await running;
    },
  };
}
