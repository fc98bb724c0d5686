const LINES_MAX = 60;

/**
 * What a run has seen, as a person reads it: the last events of each subject (a key, an identifier,
 * a link), and the sentences about what must not have happened.
 *
 * Full: a subject keeps its last lines. A subject that was judged and found right is forgotten.
 */
export class Findings {
  readonly violations: string[] = [];
  readonly #lines = new Map<string, string[]>();
  readonly #startMs = performance.now();

  note(subject: string, text: string): void {
    const lines = this.#lines.get(subject) ?? [];
    lines.push(`${Math.round(performance.now() - this.#startMs)} ms ${text}`);
    if (lines.length > LINES_MAX) lines.shift();
    this.#lines.set(subject, lines);
  }

  /** An oracle has found something impossible. */
  violation(subject: string, text: string): void {
    const story = [...this.#linesOf(subject), ...this.#linesOf('faults')];
    this.violations.push([`${subject}: ${text}`, ...story].join('\n'));
  }

  judged(subject: string, problems: readonly string[]): void {
    for (const problem of problems) this.violation(subject, problem);
    this.#lines.delete(subject);
  }

  #linesOf(subject: string): string[] {
    return (this.#lines.get(subject) ?? []).map((line) => `    ${subject} ${line}`);
  }
}
