type Fields = Readonly<Record<string, unknown>>;

/**
 * The new values of a change, and in `before` the old ones of those fields that differ. A field that
 * `old` does not have is new itself, or says already what was changed.
 */
export function withBefore(changes: Fields, old: Fields): Fields {
  const replaced = Object.keys(changes).filter(
    (field) =>
      Object.hasOwn(old, field) && JSON.stringify(old[field]) !== JSON.stringify(changes[field]),
  );
  if (replaced.length === 0) return changes;
  return { ...changes, before: Object.fromEntries(replaced.map((field) => [field, old[field]])) };
}

/** The fields that are not what they were, with their new values. */
export function changedFields(next: Fields, old: Fields): Fields {
  return Object.fromEntries(
    Object.entries(next).filter(
      ([field, value]) => JSON.stringify(value) !== JSON.stringify(old[field]),
    ),
  );
}
