/** A limit of a key, or of its identity and so of all keys of the identity. */
export interface ConfiguredLimit {
  readonly id: string;
  readonly name: string;
  readonly limit: number;
  readonly windowMs: number;
  readonly autoApply: boolean;
  /** The owner of the counter: the id of the key or of the identity. */
  readonly identifier: string;
}

/** A limit as a verification asks for it, by name or with its own numbers. */
export interface RequestedLimit {
  readonly name: string;
  /** `undefined`: the usual cost. */
  readonly cost: number | undefined;
  /** These two count only together. */
  readonly limit: number | undefined;
  readonly windowMs: number | undefined;
}

/** A limit that the verification must pass. `id` is empty for a limit that only the request has. */
export interface SelectedLimit extends ConfiguredLimit {
  readonly cost: number;
}

export type LimitSelection =
  | { readonly ok: true; readonly limits: readonly SelectedLimit[] }
  | { readonly ok: false; readonly unknownName: string };

interface LimitSource {
  readonly keyId: string;
  /** By name. A limit of the key hides a limit of the identity with the same name. */
  readonly configured: ReadonlyMap<string, ConfiguredLimit>;
  /** The limits that every verification takes. */
  readonly autoApplied: readonly SelectedLimit[];
}

const DEFAULT_COST = 1;

/**
 * The limits that a verification takes: those that always apply, and those that it names. A named
 * limit replaces one that always applies. Of two with one name, the last counts. An item with both
 * numbers brings its own limit, counted per key even if the identity has a limit of that name.
 */
export function selectLimits(
  source: LimitSource,
  requested: readonly RequestedLimit[] | undefined,
): LimitSelection {
  if (requested === undefined || requested.length === 0) {
    return { ok: true, limits: source.autoApplied };
  }
  const byName = new Map<string, SelectedLimit>();
  for (const limit of source.autoApplied) byName.set(limit.name, limit);
  for (const item of requested) {
    const limit = selectLimit(source, item);
    if (limit === undefined) return { ok: false, unknownName: item.name };
    byName.set(item.name, limit);
  }
  return { ok: true, limits: [...byName.values()] };
}

/** The configured limits that apply without a request for them, at the usual cost. */
export function autoApplied(limits: Iterable<ConfiguredLimit>): SelectedLimit[] {
  return [...limits]
    .filter((limit) => limit.autoApply)
    .map((limit) => ({ ...limit, cost: DEFAULT_COST }));
}

/** Lists its fields one by one: an object spread takes many times as long. */
function selectLimit(
  { keyId, configured }: LimitSource,
  { name, cost = DEFAULT_COST, limit, windowMs }: RequestedLimit,
): SelectedLimit | undefined {
  if (limit !== undefined && windowMs !== undefined) {
    return { id: '', name, limit, windowMs, autoApply: false, identifier: keyId, cost };
  }
  const known = configured.get(name);
  if (known === undefined) return undefined;
  return {
    id: known.id,
    name: known.name,
    limit: known.limit,
    windowMs: known.windowMs,
    autoApply: known.autoApply,
    identifier: known.identifier,
    cost,
  };
}
