/** A moment as an input of the browser has it, in the time of the reader. */
export function toLocalInput(momentMs: number | null): string {
  if (momentMs === null) return '';
  const shift = new Date(momentMs).getTimezoneOffset() * 60_000;
  return new Date(momentMs - shift).toISOString().slice(0, 16);
}

/** `null`: never. */
export function fromLocalInput(text: string): number | null {
  const momentMs = new Date(text).getTime();
  return Number.isFinite(momentMs) ? momentMs : null;
}
