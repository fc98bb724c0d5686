/** A limit that was set on a key, or on its identity and so on all keys of the identity. */
export interface ConfiguredLimit {
  readonly id: string;
  readonly name: string;
  readonly limit: number;
  readonly windowMs: number;
  readonly autoApply: boolean;
  /** Whose counter it is: the id of the key or of the identity. */
  readonly identifier: string;
}

/** A limit as a verification asks for it, by name or with its own numbers. */
export interface RequestedLimit {
  readonly name: string;
  readonly cost?: number;
  readonly limit?: number;
  readonly duration?: number;
}

/** A limit that the verification must pass. `id` is empty for one that only the request knows. */
export interface SelectedLimit extends ConfiguredLimit {
  readonly cost: number;
}

export type LimitSelection =
  | { readonly ok: true; readonly limits: readonly SelectedLimit[] }
  | { readonly ok: false; readonly unknownName: string };

interface LimitSource {
  readonly keyId: string;
  /** By name; a limit of the key hides one of the identity with the same name. */
  readonly configured: ReadonlyMap<string, ConfiguredLimit>;
  /** Those of them that every verification takes. */
  readonly autoApplied: readonly SelectedLimit[];
}

const DEFAULT_COST = 1;

/**
 * Which limits a verification takes: those that always apply, and those that it names, where a
 * name replaces what always applies. Of two with one name the last counts. An item with both
 * numbers brings its own limit, counted per key even if the identity has one of that name.
 */
export function selectLimits(
  source: LimitSource,
  requested: readonly RequestedLimit[] | undefined,
): LimitSelection {
  if (requested === undefined || requested.length === 0) {
    return { ok: true, limits: source.autoApplied };
  }
  const byName = new Map(source.autoApplied.map((limit) => [limit.name, limit]));
  for (const item of requested) {
    const limit = inlineLimit(source.keyId, item) ?? source.configured.get(item.name);
    if (limit === undefined) return { ok: false, unknownName: item.name };
    byName.set(item.name, { ...limit, cost: item.cost ?? DEFAULT_COST });
  }
  return { ok: true, limits: [...byName.values()] };
}

/** The configured limits that apply without being asked for, at the usual cost. */
export function autoApplied(limits: Iterable<ConfiguredLimit>): SelectedLimit[] {
  return [...limits]
    .filter((limit) => limit.autoApply)
    .map((limit) => ({ ...limit, cost: DEFAULT_COST }));
}

function inlineLimit(keyId: string, item: RequestedLimit): ConfiguredLimit | undefined {
  const { name, limit, duration } = item;
  if (limit === undefined || duration === undefined) return undefined;
  return { id: '', name, limit, windowMs: duration, autoApply: false, identifier: keyId };
}
