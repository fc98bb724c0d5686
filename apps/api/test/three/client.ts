import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Findings } from './findings.js';
import type { Random } from './random.js';
import type { RecordLedger } from './record-ledger.js';
import type { ServiceNode } from './service-node.js';
import type { World } from './world.js';

/** Less than a service may wait for a silent database, so that clients leave, too. */
const PATIENCE_MS = 3000;

/**
 * What a client knows of a request after it.
 *
 * - `answered`: 200. It took effect once, between the two moments.
 * - `unknown`: no answer, 408, or 503. It took effect once at any time since it was sent, or never.
 *
 * Any other status is a violation wherever a request of this kind must not be refused.
 */
export type Outcome =
  // biome-ignore lint/suspicious/noExplicitAny: a wire answer is any JSON
  | { readonly kind: 'answered'; readonly data: any }
  | { readonly kind: 'unknown'; readonly why: string };

export interface Sent {
  readonly node: number;
  readonly incarnation: number;
  readonly sentMs: number;
  readonly endedMs: number;
  readonly outcome: Outcome;
}

export interface Ask {
  readonly name: string;
  readonly body: unknown;
  /** What the history of a failure is about. */
  readonly subject: string;
  readonly idempotencyKey?: string;
}

interface Wire {
  readonly meta?: { readonly requestId: string };
  readonly data?: unknown;
  readonly error?: { readonly detail: string };
}

/** Sends requests through the links, and notes all of them. */
export class Client {
  readonly sent = { answered: 0, unknown: 0 };
  readonly #world: Pick<World, 'nodes' | 'rootKey'>;
  readonly #findings: Findings;
  readonly #records: RecordLedger;

  constructor(world: Pick<World, 'nodes' | 'rootKey'>, findings: Findings, records: RecordLedger) {
    this.#world = world;
    this.#findings = findings;
    this.#records = records;
  }

  async send(node: ServiceNode, ask: Ask): Promise<Sent> {
    const { incarnation } = node;
    const sentMs = performance.now();
    const outcome = await this.#exchange(node, ask);
    const endedMs = performance.now();
    this.sent[outcome.kind] += 1;
    const told = outcome.kind === 'answered' ? JSON.stringify(outcome.data) : outcome.why;
    this.#findings.note(
      ask.subject,
      `${ask.name} ${JSON.stringify(ask.body)} at ${node.index}.${incarnation}: ${told.slice(0, 200)} after ${Math.round(endedMs - sentMs)} ms`,
    );
    return { node: node.index, incarnation, sentMs, endedMs, outcome };
  }

  /**
   * Repeats a request under one Idempotency-Key, at random processes, until one answers it. Then
   * its outcome is known, although single attempts may have had none.
   */
  // biome-ignore lint/suspicious/noExplicitAny: a wire answer is any JSON
  async sendUntilAnswered(random: Random, ask: Ask): Promise<Sent & { data: any; first: boolean }> {
    const idempotencyKey = ask.idempotencyKey ?? randomUUID();
    let sentMs: number | undefined;
    for (let attempt = 1; ; attempt += 1) {
      const sent = await this.send(random.pick(this.#world.nodes), { ...ask, idempotencyKey });
      sentMs ??= sent.sentMs;
      const { outcome } = sent;
      if (outcome.kind === 'answered') {
        return { ...sent, sentMs, data: outcome.data, first: attempt === 1 };
      }
      await pause(50);
    }
  }

  async #exchange(node: ServiceNode, ask: Ask): Promise<Outcome> {
    const by = `${node.index}.${node.incarnation}`;
    let response: Response;
    let wire: Wire;
    try {
      response = await fetch(`${node.url}/v2/${ask.name}`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${this.#world.rootKey}`,
          'content-type': 'application/json',
          ...(ask.idempotencyKey !== undefined && { 'idempotency-key': ask.idempotencyKey }),
        },
        body: JSON.stringify(ask.body),
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
      wire = (await response.json()) as Wire;
    } catch (error) {
      this.#records.unanswered(ask);
      return { kind: 'unknown', why: String(error) };
    }
    const { status } = response;
    if (status === 200) {
      const requestId = wire.meta?.requestId ?? '';
      this.#records.answered(ask, { requestId, by, data: wire.data });
      return { kind: 'answered', data: wire.data };
    }
    this.#records.unanswered(ask);
    const detail = `${status} ${wire.error?.detail}`;
    if (status !== 503 && status !== 408) {
      this.#findings.violation(ask.subject, `${ask.name} was answered with ${detail}`);
    }
    return { kind: 'unknown', why: detail };
  }
}
