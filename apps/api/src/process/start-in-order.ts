import type { Logger } from 'pino';
import { Lifetime } from '../lib/lifetime.js';

/** One thing that is started, once it has what it needs, and stopped again. */
export interface Step<Needs extends object, Gives extends object> {
  /** The `part` of log lines about a stop that fails or takes too long. */
  readonly name: string;
  /** A step that fails gives nothing back to stop, so it tidies up by itself. */
  readonly start: (given: Needs) => Gives | Promise<Gives>;
  /** Absent where there is nothing to stop. */
  readonly stop?: (given: Needs & Gives) => void | Promise<void>;
  /** Absent: the stop takes as long as it takes. */
  readonly stopLimitMs?: number;
  /**
   * Such steps stop side by side: a silent database makes each of them wait. So none of them may
   * need another, and they stand next to each other in the list.
   */
  readonly waitsForDatabase?: true;
}

/** A list of steps. Nothing happens before `run`. */
interface Start<Given extends object> {
  /** Does not compile if the step needs what neither the beginning nor a step before it gives. */
  step<Gives extends object>(step: Step<Given, Gives>): Start<Given & Gives>;
  /** Starts one step after the other. If one fails, stops those before it and throws. */
  run(): Promise<Started<Given>>;
}

export interface Started<Given> {
  /** All that was there in the beginning and that the steps gave. */
  readonly given: Given;
  /** Undoes the steps, the latest first. Returns whether none failed; the log has what did. */
  readonly stop: () => Promise<boolean>;
}

export function startInOrder<Given extends { readonly log: Logger }>(given: Given): Start<Given> {
  const lifetime = createLifetime(given.log);
  return new StepList({ lifetime, runAll: async () => given, place: 'before_waiting' });
}

/** Where the end of the list is, seen from the steps that wait for the database. */
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

/** What is under way for longer ends with the process, and the database undoes it. */
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
