/** The kinds of usage events. Each has a table of its own in the analytics engine. */
export const EVENT_KINDS = ['verification', 'limit_check'] as const;

export type EventKind = (typeof EVENT_KINDS)[number];
