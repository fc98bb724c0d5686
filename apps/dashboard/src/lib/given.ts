/**
 * A field that is there only if it has a value. `exactOptionalPropertyTypes` tells an absent field
 * from one that is `undefined`.
 */
export function given<Name extends string, Value>(
  name: Name,
  value: Value | undefined,
): { [Field in Name]?: Value } {
  if (value === undefined) return {};
  // TypeScript widens one computed name to an index signature. The object has this name alone.
  return { [name]: value } as { [Field in Name]: Value };
}
