/** How an outcome looks everywhere: in a chart, a badge, a table. */
export interface OutcomeLook {
  readonly colour: string;
  readonly glyph: string;
  readonly label: string;
}

/** From the bottom of a stack of bars to its top. */
export const OUTCOMES: Readonly<Record<string, OutcomeLook>> = {
  VALID: { colour: 'var(--outcome-valid)', glyph: '●', label: 'Valid' },
  RATE_LIMITED: { colour: 'var(--outcome-rate-limited)', glyph: '▲', label: 'Rate limited' },
  USAGE_EXCEEDED: { colour: 'var(--outcome-usage-exceeded)', glyph: '◆', label: 'Out of credits' },
  INSUFFICIENT_PERMISSIONS: {
    colour: 'var(--outcome-insufficient-permissions)',
    glyph: '■',
    label: 'Lacks permissions',
  },
  FORBIDDEN: { colour: 'var(--outcome-forbidden)', glyph: '✕', label: 'Forbidden' },
  DISABLED: { colour: 'var(--outcome-disabled)', glyph: '○', label: 'Disabled' },
  EXPIRED: { colour: 'var(--outcome-expired)', glyph: '◌', label: 'Expired' },
  NOT_FOUND: { colour: 'var(--outcome-not-found)', glyph: '?', label: 'Not found' },
};

export function outcomeLook(outcome: string): OutcomeLook {
  return OUTCOMES[outcome] ?? { colour: 'var(--quiet)', glyph: '·', label: outcome };
}
