import type { Violation } from '../lib/problem.js';

/** The first thing that is wrong with the field, or with a part of it. */
export function violationOf(
  violations: readonly Violation[],
  name: string | undefined,
): string | undefined {
  if (name === undefined) return undefined;
  return violations.find(({ location }) => isAt(location, name))?.message;
}

export function isAt(location: string, name: string): boolean {
  const place = `body.${name}`;
  return location === place || location.startsWith(`${place}.`) || location.startsWith(`${place}[`);
}
