import { Problem } from '../../domain/problems.js';

/** A request body of which a part has arrived, or all that waits for its turn. */
export interface UnfinishedBody {
  bytes: number;
  /** Refuses the request. What has arrived of its body is no longer held. */
  readonly giveUp: (problem: Problem) => void;
}

/**
 * How many bytes all unfinished bodies of this process together may hold.
 *
 * A body is in here from its first part until it is parsed, refused or broken off. One that arrives
 * in a single part never is, so small requests neither pay for this nor give way.
 *
 * Full: the body that began first gives way. A client that sends slowly on purpose has the oldest
 * ones, so it cannot keep others from sending.
 */
export class UnfinishedBodies {
  readonly #bytesMax: number;
  /** In the order in which they began. */
  readonly #bodies = new Set<UnfinishedBody>();
  #bytes = 0;

  constructor(bytesMax: number) {
    this.#bytesMax = bytesMax;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** Call it for each part that arrives. */
  grow(body: UnfinishedBody, bytes: number): void {
    this.#bodies.add(body);
    body.bytes += bytes;
    this.#bytes += bytes;
    for (const oldest of this.#bodies) {
      if (this.#bytes <= this.#bytesMax) break;
      this.release(oldest);
      oldest.giveUp(TOO_MANY_BYTES);
    }
  }

  release(body: UnfinishedBody): void {
    if (!this.#bodies.delete(body)) return;
    this.#bytes -= body.bytes;
    body.bytes = 0;
  }
}

const TOO_MANY_BYTES = new Problem(
  'unkey/application/service_unavailable',
  'The service has no room for more unfinished request bodies, and this one began first.',
  { retryAfterSeconds: 1 },
);
