/** Where a failure was found, and with which bytes. */
export interface Origin {
  readonly seed: number;
  readonly number: number;
  readonly chapter: number;
  readonly bytes: Buffer;
  readonly status: number | undefined;
}

/** A kind of failure with the smallest case that shows it. */
interface Failure {
  readonly fault: string;
  count: number;
  origin: Origin;
}

const SHOWN_MAX = 3000;

/** Counts cases and answers, and collects failures by kind, each with its smallest request. */
export class Report {
  readonly #failures = new Map<string, Failure>();
  readonly #answers = new Map<string, Map<number, number>>();
  readonly #bytes = new Map<string, number>();
  readonly #print: (text: string) => void;
  cases = 0;
  refusals = 0;

  /** A kind of failure is printed as soon as it is seen, since a run may take hours. */
  constructor(print: (text: string) => void) {
    this.#print = print;
  }

  get failures(): number {
    return this.#failures.size;
  }

  countCase(): void {
    this.cases += 1;
  }

  countRefusal(): void {
    this.refusals += 1;
  }

  countBytes(title: string): void {
    this.#bytes.set(title, (this.#bytes.get(title) ?? 0) + 1);
  }

  countAnswer(operation: string, status: number): void {
    const statuses = this.#answers.get(operation) ?? new Map<number, number>();
    this.#answers.set(operation, statuses);
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
  }

  /** Operations that never succeeded: the cases would prove nothing about them. */
  neverDone(operations: readonly string[]): string[] {
    return operations.filter((name) => !this.#answers.get(name)?.has(200));
  }

  fail(faults: readonly string[], origin: Origin): void {
    for (const fault of faults) {
      const kind = kindOf(fault);
      const known = this.#failures.get(kind);
      if (known === undefined) {
        const first = { fault, count: 1, origin };
        this.#failures.set(kind, first);
        this.#print(describeFailure(first));
        continue;
      }
      known.count += 1;
      if (origin.bytes.length < known.origin.bytes.length) known.origin = origin;
    }
  }

  /** Every kind of failure, with what is needed to see it again. */
  describeFailures(): string {
    return [...this.#failures.values()].map(describeFailure).join('\n');
  }

  describeAnswers(): string {
    const rows = [...this.#answers].map(([operation, statuses]) => {
      const counts = [...statuses].sort(([a], [b]) => a - b);
      return `${operation.padEnd(32)}${counts.map(([status, count]) => ` ${status}: ${count}`).join(',')}`;
    });
    const bytes = [...this.#bytes].map(([title, count]) => `${title}: ${count}`);
    return [...rows, `faults in bytes: ${bytes.join(', ')}`].join('\n');
  }
}

/** The fault without ids, figures and quotations, which differ each time. */
function kindOf(fault: string): string {
  return fault.slice(0, 120).replaceAll(/http[^ ]*|[a-z]+_\w{16,}|\d+|["{[(].*/g, '…');
}

function describeFailure({ fault, count, origin }: Failure): string {
  const { seed, number, chapter, bytes } = origin;
  return [
    `FAULT  ${fault}`,
    `  seen ${count} times; seed ${seed}, case ${number}`,
    `  again: pnpm --filter @unlatch/service fuzz --seed ${seed} --chapter ${chapter}`,
    `  bytes: ${JSON.stringify(bytes.toString('latin1').slice(0, SHOWN_MAX))}`,
    `  curl:  ${curlFor(bytes)}`,
  ].join('\n');
}

/** For those requests that curl can send. */
function curlFor(bytes: Buffer): string {
  const text = bytes.toString();
  const headEnd = text.indexOf('\r\n\r\n');
  const [first = '', ...lines] = text.slice(0, headEnd).split('\r\n');
  const body = text.slice(headEnd + 4);
  if (text.includes('\0') || text.length > SHOWN_MAX) return 'send the bytes';
  const [method, path] = first.split(' ');
  const headers = lines.filter((line) => !/^(content-length|host: fuzz)/.test(line));
  const quoted = [...headers.map((line) => `-H ${quote(line)}`), `--data-raw ${quote(body)}`];
  return `curl -X ${method} "$URL${path}" ${quoted.join(' ')}`;
}

function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
