import { EngineFailure } from './failures.js';

interface FormatRule {
  readonly contentType: string;
  /** Whether the rows of one result may come in several pieces, each as the engine writes it. */
  readonly isStreamed: boolean;
}

const JSON_TYPE = 'application/json; charset=UTF-8';
const LINES_TYPE = 'application/x-ndjson; charset=UTF-8';
const TABS_TYPE = 'text/tab-separated-values; charset=UTF-8';
const COMMAS_TYPE = 'text/csv; charset=UTF-8';

/**
 * The formats of results. A format with a beginning or an end of its own is made as a whole: the
 * engine would write both for each piece.
 */
const FORMATS: Readonly<Record<string, FormatRule>> = {
  JSON: { contentType: JSON_TYPE, isStreamed: false },
  JSONCompact: { contentType: JSON_TYPE, isStreamed: false },
  JSONStrings: { contentType: JSON_TYPE, isStreamed: false },
  JSONEachRow: { contentType: LINES_TYPE, isStreamed: true },
  JSONStringsEachRow: { contentType: LINES_TYPE, isStreamed: true },
  JSONCompactEachRow: { contentType: LINES_TYPE, isStreamed: true },
  JSONCompactEachRowWithNames: { contentType: LINES_TYPE, isStreamed: false },
  JSONCompactEachRowWithNamesAndTypes: { contentType: LINES_TYPE, isStreamed: false },
  TabSeparated: { contentType: TABS_TYPE, isStreamed: true },
  TabSeparatedWithNames: { contentType: TABS_TYPE, isStreamed: false },
  TabSeparatedWithNamesAndTypes: { contentType: TABS_TYPE, isStreamed: false },
  CSV: { contentType: COMMAS_TYPE, isStreamed: true },
  CSVWithNames: { contentType: COMMAS_TYPE, isStreamed: false },
};

export const DEFAULT_FORMAT = 'TabSeparated';

export function formatRule(format: string): FormatRule {
  const rule = Object.hasOwn(FORMATS, format) ? FORMATS[format] : undefined;
  if (rule !== undefined) return rule;
  throw new EngineFailure('UNKNOWN_FORMAT', `The format ${format} is not made here.`);
}
