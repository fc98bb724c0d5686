import fc from 'fast-check';
import type { Check } from '../src/check.js';
import { LocalCounters, type Sending, settle } from '../src/local-counters.js';
import type { RatelimitResponse } from '../src/response.js';
import { ModelService } from './model-service.js';

export const START_MS = Date.UTC(2026, 0, 1);
export const WINDOW_MS = 1_000;
export const LIMIT = 8;

export function checkOf(part: Partial<Check> = {}): Check {
  return { namespace: 'n', identifier: 'i', limit: LIMIT, duration: WINDOW_MS, cost: 1, ...part };
}

/** A request or an answer that is on its way. */
interface Flight {
  process: number;
  sending: Sending;
  answer: RatelimitResponse | undefined;
}

/**
 * Some processes with one identifier, a service, and a network with delays and order that the test
 * chooses. It counts what each process allowed, by window.
 */
export class World {
  nowMs = START_MS;
  readonly service = new ModelService(() => this.nowMs);
  readonly processes: LocalCounters[];
  readonly passed = new Map<string, number>();
  /** The usage that every process allowed without asking and the service has not counted. */
  readonly uncounted: number[];
  toService: Flight[] = [];
  toProcess: Flight[] = [];

  constructor(count: number, override?: ModelService['override']) {
    this.service.override = override;
    this.processes = Array.from({ length: count }, () => new LocalCounters());
    this.uncounted = this.processes.map(() => 0);
  }

  request(process: number, cost: number): void {
    const counters = this.processes[process];
    const check = checkOf({ cost });
    const known = counters?.decide(check, this.nowMs);
    if (known?.success) {
      this.#pass(process, cost);
      this.#owe(process, cost);
    }
    if (known !== undefined || counters === undefined) return;
    const sending = counters.take(check, this.nowMs);
    this.toService.push({ process, sending, answer: undefined });
  }

  synchronise(process: number): void {
    for (const sending of this.processes[process]?.takeDue(this.nowMs) ?? []) {
      this.toService.push({ process, sending, answer: undefined });
    }
  }

  /** The service receives one of the requests that are on their way. */
  arrive(pick: number): void {
    const [flight] = this.toService.splice(pick % Math.max(1, this.toService.length), 1);
    if (flight === undefined) return;
    const { process, sending } = flight;
    const { owed, cost } = sending;
    const answer = this.service.limit(checkOf({ cost: owed + cost }));
    if (answer.success) {
      this.#pass(process, cost);
      this.#owe(process, -owed);
    }
    this.toProcess.push({ ...flight, answer });
  }

  deliver(pick: number): void {
    const [flight] = this.toProcess.splice(pick % Math.max(1, this.toProcess.length), 1);
    if (flight) settle(flight.sending, flight.answer);
  }

  /** Completes everything that is under way. */
  settleAll(): void {
    while (this.toService.length > 0) this.arrive(0);
    while (this.toProcess.length > 0) this.deliver(0);
  }

  #pass(process: number, cost: number): void {
    const windowMs = this.service.override?.duration ?? WINDOW_MS;
    const key = `${process}/${Math.floor(this.nowMs / windowMs)}`;
    this.passed.set(key, (this.passed.get(key) ?? 0) + cost);
  }

  #owe(process: number, cost: number): void {
    this.uncounted[process] = (this.uncounted[process] ?? 0) + cost;
  }
}

const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('request' as const), n: fc.nat(2), cost: fc.nat(4) }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('synchronise' as const), n: fc.nat(2) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('arrive' as const), n: fc.nat(20) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('deliver' as const), n: fc.nat(20) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('wait' as const), n: fc.nat(400) }) },
);
export type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;
export const steps = fc.array(step, { minLength: 30, maxLength: 200 });

/** Makes the next event of the model happen. */
export function take(world: World, { kind, n, ...rest }: Step): void {
  const process = n % world.processes.length;
  switch (kind) {
    case 'request':
      world.request(process, 'cost' in rest ? rest.cost : 1);
      break;
    case 'synchronise':
      world.synchronise(process);
      break;
    case 'arrive':
      world.arrive(n);
      break;
    case 'deliver':
      world.deliver(n);
      break;
    case 'wait':
      world.nowMs += n;
  }
}
