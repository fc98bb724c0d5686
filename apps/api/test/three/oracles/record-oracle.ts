export interface Answer {
  readonly what: string;
  /** The life of the process that answered. */
  readonly by: string;
}

export interface RecordStory {
  /** By request id and position. */
  readonly answered: ReadonlyMap<string, Answer>;
  /** Requests that may have been recorded without an answer. */
  readonly unknown: number;
  /** The same, as the database has it; one entry for each row. */
  readonly recorded: readonly { readonly id: string; readonly what: string }[];
  /** How many events the services have reported as lost, at most. */
  readonly lostMax: number;
  /** By what was asked about: the sums over all hours. */
  readonly sums: ReadonlyMap<string, number>;
}

export interface RecordVerdict {
  readonly problems: readonly string[];
  readonly missing: number;
  readonly unasked: number;
}

/**
 * Each answered request has one event, with the same key and code. At most as many are missing as
 * the services have counted as lost. An event without an answer belongs to a request whose client
 * got none. The sums per hour are those of the events.
 */
export function judgeRecords(story: RecordStory): RecordVerdict {
  const { answered, recorded, unknown, lostMax } = story;
  const found = new Map(recorded.map(({ id, what }) => [id, what]));
  const problems: string[] = [];
  if (found.size < recorded.length) {
    problems.push(`${recorded.length - found.size} events are there twice`);
  }
  const missingBy = new Map<string, number>();
  for (const [id, { what, by }] of answered) {
    const row = found.get(id);
    if (row === undefined) missingBy.set(by, (missingBy.get(by) ?? 0) + 1);
    else if (row !== what) problems.push(`${id} was answered with ${what}, and recorded as ${row}`);
  }
  const missing = [...missingBy.values()].reduce((sum, count) => sum + count, 0);
  const unasked = [...found.keys()].filter((id) => !answered.has(id)).length;
  if (missing > lostMax) {
    const lives = [...missingBy].map(([by, count]) => `${count} of ${by}`).join(', ');
    problems.push(`${missing} events are missing, ${lostMax} counted as lost: ${lives}`);
  }
  if (unasked > unknown) problems.push(`${unasked} events have no answer, ${unknown} may`);
  return { problems: [...problems, ...judgeSums(story)], missing, unasked };
}

function judgeSums({ recorded, sums }: RecordStory): string[] {
  const counted = new Map<string, number>();
  for (const { what } of recorded) counted.set(what, (counted.get(what) ?? 0) + 1);
  return [...new Set([...counted.keys(), ...sums.keys()])].flatMap((what) => {
    const [events, sum] = [counted.get(what) ?? 0, sums.get(what) ?? 0];
    return events === sum ? [] : [`${what}: ${events} events, and ${sum} in the sums per hour`];
  });
}
