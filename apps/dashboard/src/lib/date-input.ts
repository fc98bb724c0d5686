/** What an input of the type `datetime-local` shows and gives: a time without a zone. */

type Zone = 'local' | 'UTC';

export function toDateInput(ms: number, zone: Zone): string {
  const offsetMs = zone === 'UTC' ? 0 : new Date(ms).getTimezoneOffset() * 60_000;
  return new Date(ms - offsetMs).toISOString().slice(0, 'yyyy-mm-ddThh:mm'.length);
}

/** `undefined`: the input is empty or half written. */
export function fromDateInput(text: string, zone: Zone): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2})?$/.test(text)) return undefined;
  const ms = Date.parse(zone === 'UTC' ? `${text}Z` : text);
  return Number.isNaN(ms) ? undefined : ms;
}
