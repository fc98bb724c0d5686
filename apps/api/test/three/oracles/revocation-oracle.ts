/** What a key is after a change. One change is sent only after the one before was answered. */
export interface KeyChange {
  readonly code: 'VALID' | 'DISABLED' | 'NOT_FOUND';
  readonly sentMs: number;
  readonly answeredMs: number;
  /**
   * The process that carried it out and answered. `undefined`: the answer was a stored one, so it
   * is not known which process carried it out.
   */
  readonly node: number | undefined;
}

export interface KeyVerification {
  readonly node: number;
  readonly incarnation: number;
  readonly sentMs: number;
  readonly endedMs: number;
  readonly code: string;
}

export interface RevocationStory {
  readonly changes: readonly KeyChange[];
  readonly verifications: readonly KeyVerification[];
  readonly maxStalenessMs: number;
}

/**
 * The key is VALID before its first change. Every verification must show a state that the answering
 * process may still know:
 *
 * - none that begins after the request has ended,
 * - none older than a change that this process had answered when the request was sent,
 * - none older than a change that was answered MAX_STALENESS_MS before the request was sent,
 *   whatever is broken,
 * - none older than this process, in the same life, had shown before: a change is never taken back.
 */
export function judgeRevocation(story: RevocationStory): string[] {
  const problems: string[] = [];
  const shown: Shown[] = [];
  const inOrder = [...story.verifications].sort((a, b) => a.endedMs - b.endedMs);
  for (const verification of inOrder) {
    const first = oldestAllowed(story, verification, shown);
    const versions = [...story.changes.keys()].map((position) => position + 1);
    const fits = [0, ...versions].find(
      (version) =>
        version >= first &&
        codeOf(story, version) === verification.code &&
        beginsBefore(story, version, verification.endedMs),
    );
    if (fits === undefined) problems.push(describe(verification, first, codeOf(story, first)));
    else shown.push({ verification, version: fits });
  }
  return problems;
}

/** How long after a change was answered a process still showed the state before it. */
export function latestStaleMs({ changes, verifications }: RevocationStory): number {
  const late = changes.flatMap((change, position) => {
    const before = changes[position - 1]?.code ?? 'VALID';
    const next = changes[position + 1]?.sentMs ?? Number.POSITIVE_INFINITY;
    return verifications
      .filter(({ code, sentMs, endedMs }) => {
        return code === before && sentMs > change.answeredMs && endedMs < next;
      })
      .map(({ sentMs }) => sentMs - change.answeredMs);
  });
  return Math.max(0, ...late);
}

interface Shown {
  readonly verification: KeyVerification;
  readonly version: number;
}

function oldestAllowed(
  { changes, maxStalenessMs }: RevocationStory,
  { node, incarnation, sentMs }: KeyVerification,
  shown: readonly Shown[],
): number {
  const known = changes.map(({ answeredMs, node: changer }, position) => {
    const isKnownHere = changer === node && answeredMs < sentMs;
    return isKnownHere || answeredMs + maxStalenessMs < sentMs ? position + 1 : 0;
  });
  const before = shown
    .filter(({ verification: other }) => {
      return other.node === node && other.incarnation === incarnation && other.endedMs < sentMs;
    })
    .map(({ version }) => version);
  return Math.max(0, ...known, ...before);
}

function codeOf({ changes }: RevocationStory, version: number): string {
  return version === 0 ? 'VALID' : (changes[version - 1]?.code ?? 'VALID');
}

function beginsBefore({ changes }: RevocationStory, version: number, endedMs: number): boolean {
  return version === 0 || (changes[version - 1]?.sentMs ?? 0) <= endedMs;
}

function describe(
  { node, incarnation, code, sentMs }: KeyVerification,
  version: number,
  due: string,
): string {
  return `process ${node}.${incarnation} answered ${code} to a request sent at ${Math.round(sentMs)}; it must know of change ${version}, which made the key ${due}`;
}
