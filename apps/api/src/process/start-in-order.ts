import type { Logger } from 'pino';
import { Lifetime } from '../lib/lifetime.js';

/** One part of the service: it starts once it has what it needs, and stops again. */
export interface Step<Needs extends object, Gives extends object> {
  /** The `part` in log lines about a stop that fails or takes too long. */
  readonly name: string;
  /** A step that fails returns nothing to stop, so it cleans up after itself. */
  readonly start: (given: Needs) => Gives | Promise<Gives>;
  /** Absent if there is nothing to stop. */
  readonly stop?: (given: Needs & Gives) => void | Promise<void>;
  /** Absent: the stop has no limit. */
  readonly stopLimitMs?: number;
  /**
   * Such steps stop at the same time, because a silent database makes each of them wait. So none of
   * them may need another, and they are neighbours in the list.
   */
  readonly waitsForDatabase?: true;
}

/** A list of steps. Nothing happens before `run`. */
interface Start<Given extends object> {
  /** Does not compile if the step needs something that the caller and earlier steps do not give. */
  step<Gives extends object>(step: Step<Given, Gives>): Start<Given & Gives>;
  /** Starts one step after the other. If one fails, stops the earlier ones and throws. */
  run(): Promise<Started<Given>>;
}

export interface Started<Given> {
  /** Everything that the caller and the steps gave. */
  readonly given: Given;
  /**
   * Stops the steps, the latest first. Returns whether every stop succeeded. The log has those that
   * failed.
   */
  readonly stop: () => Promise<boolean>;
}

export function startInOrder<Given extends { readonly log: Logger }>(given: Given): Start<Given> {
  const lifetime = createLifetime(given.log);
  return new StepList({ lifetime, runAll: async () => given, place: 'before_waiting' });
}

/** Where the end of the list is, relative to the steps that wait for the database. */
type Place = 'before_waiting' | 'among_waiting' | 'after_waiting';

interface StepListParts<Given> {
  readonly lifetime: Lifetime;
  readonly runAll: () => Promise<Given>;
  readonly place: Place;
}

class StepList<Given extends object> implements Start<Given> {
  readonly #parts: StepListParts<Given>;

  constructor(parts: StepListParts<Given>) {
    this.#parts = parts;
  }

  step<Gives extends object>(step: Step<Given, Gives>): StepList<Given & Gives> {
    const { lifetime, runAll, place } = this.#parts;
    const runThisToo = async () => {
      const before = await runAll();
      const given = { ...before, ...(await step.start(before)) };
      addStop(lifetime, step, given, place);
      return given;
    };
    return new StepList({ lifetime, runAll: runThisToo, place: placeAfter(step, place) });
  }

  async run(): Promise<Started<Given>> {
    const { lifetime, runAll } = this.#parts;
    try {
      return { given: await runAll(), stop: () => lifetime.stop() };
    } catch (error) {
      await lifetime.stop();
      throw error;
    }
  }
}

/** Work that takes longer ends with the process, and the database undoes it. */
function createLifetime(log: Logger): Lifetime {
  return new Lifetime({
    onFailed: (part, err) =>
      log.error({ event: 'stop_failed', part, err }, 'could not be stopped in order'),
    onLate: (part) => log.warn({ event: 'stop_overdue', part }, 'given up, as it does not end'),
  });
}

function addStop<Needs extends object, Gives extends object>(
  lifetime: Lifetime,
  { name, stop, stopLimitMs, waitsForDatabase }: Step<Needs, Gives>,
  given: Needs & Gives,
  place: Place,
): void {
  if (stop === undefined) return;
  const limit = stopLimitMs === undefined ? {} : { limitMs: stopLimitMs };
  const part = { name, stop: () => stop(given), ...limit };
  if (waitsForDatabase && place === 'among_waiting') lifetime.addBeside(part);
  else lifetime.add(part);
}

function placeAfter(
  { name, stop, waitsForDatabase }: Pick<Step<never, never>, 'name' | 'stop' | 'waitsForDatabase'>,
  place: Place,
): Place {
  if (stop === undefined) return place;
  if (!waitsForDatabase) return place === 'before_waiting' ? place : 'after_waiting';
  if (place !== 'after_waiting') return 'among_waiting';
  throw new Error(`the step ${name} stands apart from the others that wait for the database`);
}
