import { setTimeout as pause } from 'node:timers/promises';
import {
  type FaultProxy,
  type RunningService,
  startFaultProxy,
  startService,
} from '@unlatch/testkit';
import { parseExposition } from '../http/exposition.js';

export const METRICS_TOKEN = 'metrics-token-of-the-three';
const START_ATTEMPTS_MAX = 20;
const NOWHERE = { host: '127.0.0.1', port: 9 };

export type Links = Readonly<Record<'client' | 'database' | 'redis', FaultProxy>>;

/** One of the three services, with its links. It may be killed and started again. */
export class ServiceNode {
  readonly index: number;
  readonly links: Links;
  /** Counts the starts. A killed process remembers nothing, so oracles tell its lives apart. */
  incarnation = 0;
  readonly #env: Readonly<Record<string, string>>;
  readonly #outputs: string[] = [];
  #service: RunningService | undefined;

  constructor(index: number, links: Links, env: Readonly<Record<string, string>>) {
    this.index = index;
    this.links = links;
    this.#env = env;
  }

  /** For clients: through the link. */
  get url(): string {
    return `http://${this.links.client.host}:${this.links.client.port}`;
  }

  get isUp(): boolean {
    return this.#service !== undefined;
  }

  get pid(): number | undefined {
    return this.#service?.pid;
  }

  /** All its lives so far. */
  output(): string {
    return [...this.#outputs, this.#service?.output() ?? ''].join('\n');
  }

  /** A process that cannot reach its stores does not start, and a supervisor tries again. */
  async start(): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        this.#service = await startService({ env: this.#env });
        break;
      } catch (error) {
        this.#outputs.push(String(error));
        if (attempt === START_ATTEMPTS_MAX) throw error;
        await pause(200);
      }
    }
    this.incarnation += 1;
    const { hostname: host, port } = new URL(this.#service.url);
    this.links.client.retarget({ host, port: Number(port) });
  }

  /** SIGKILL. */
  async kill(): Promise<void> {
    const service = this.#leave();
    await service?.kill();
    this.#outputs.push(service?.output() ?? '');
    await service?.stop();
  }

  /** SIGTERM. Throws if it does not stop in order. */
  async stop(): Promise<void> {
    const service = this.#leave();
    await service?.stop();
    this.#outputs.push(service?.output() ?? '');
  }

  /** Sets the wall clock of its machine. */
  setClock(): void {
    if (this.pid !== undefined) process.kill(this.pid, 'SIGUSR2');
  }

  /** Its own value of each sample; `undefined` while it is gone. Not through the link. */
  async metrics(): Promise<ReadonlyMap<string, number> | undefined> {
    const headers = { authorization: `Bearer ${METRICS_TOKEN}` };
    try {
      const response = await fetch(`${this.#service?.url}/metrics`, { headers });
      return parseExposition(await response.text()).samples;
    } catch {
      return undefined;
    }
  }

  #leave(): RunningService | undefined {
    const service = this.#service;
    this.#service = undefined;
    this.links.client.retarget(NOWHERE);
    return service;
  }
}

/** Its target is set when the service starts. */
export function startClientLink(): Promise<FaultProxy> {
  return startFaultProxy({ target: NOWHERE });
}
