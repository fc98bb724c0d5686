/** One verification, as every format has it. */
export interface ExportedEvent {
  readonly requestId: string;
  readonly timeMs: number;
  readonly apiId: string;
  readonly keyId: string;
  readonly identityId: string;
  readonly externalId: string;
  readonly outcome: string;
  readonly tags: readonly string[];
  readonly spentCredits: number;
  readonly latencyUs: number;
}

export type ExportFormat = 'ndjson' | 'csv' | 'cloudevents';

interface Piece {
  readonly format: ExportFormat;
  readonly workspaceId: string;
  /** Nothing has been exported before, so a table still needs its names. */
  readonly isFirst: boolean;
}

/** The lines of some events. The pieces of an export, one after the other, are one document. */
export function printEvents(events: readonly ExportedEvent[], piece: Piece): string {
  const lines = events.map((event) => printEvent(event, piece));
  const head = piece.format === 'csv' && piece.isFirst ? [CSV_NAMES.join(',')] : [];
  return [...head, ...lines].map((line) => `${line}\n`).join('');
}

function printEvent(event: ExportedEvent, { format, workspaceId }: Piece): string {
  switch (format) {
    case 'ndjson':
      return JSON.stringify(toObject(event));
    case 'csv':
      return printRow(event);
    case 'cloudevents':
      return JSON.stringify(toCloudEvent(event, workspaceId));
  }
}

function toObject(event: ExportedEvent) {
  const { requestId, timeMs, apiId, keyId, identityId, externalId, outcome, tags } = event;
  const { spentCredits, latencyUs } = event;
  return {
    requestId,
    time: timeMs,
    apiId,
    keyId,
    ...(identityId === '' ? {} : { identityId }),
    ...(externalId === '' ? {} : { externalId }),
    outcome,
    tags,
    spentCredits,
    latencyMs: latencyUs / 1000,
  };
}

/** A receiver knows an event again by `source` and `id`, so both are the same in each export. */
function toCloudEvent(event: ExportedEvent, workspaceId: string) {
  const subject = event.externalId || event.keyId;
  return {
    specversion: '1.0',
    id: event.requestId,
    source: `urn:unlatch:${workspaceId}`,
    type: 'unlatch.key.verification',
    time: new Date(event.timeMs).toISOString(),
    ...(subject === '' ? {} : { subject }),
    datacontenttype: 'application/json',
    data: toObject(event),
  };
}

const CSV_NAMES = [
  'requestId',
  'time',
  'apiId',
  'keyId',
  'identityId',
  'externalId',
  'outcome',
  'tags',
  'spentCredits',
  'latencyMs',
];

/** By RFC 4180, but with a line feed at the end. Tags are one field, as a JSON list. */
function printRow(event: ExportedEvent): string {
  const cells = [
    event.requestId,
    String(event.timeMs),
    event.apiId,
    event.keyId,
    event.identityId,
    event.externalId,
    event.outcome,
    JSON.stringify(event.tags),
    String(event.spentCredits),
    String(event.latencyUs / 1000),
  ];
  return cells.map(quoteCell).join(',');
}

function quoteCell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
