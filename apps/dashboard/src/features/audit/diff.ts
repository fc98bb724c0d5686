/*
 * What a change did, from the meta of an audit event. It is written in one of these forms: as the
 * fields before and after, as the new values with those before, as a pair for each field, or as the
 * new values alone.
 */

export interface FieldChange {
  readonly field: string;
  /** Absent: not recorded. */
  readonly before?: string;
  readonly after?: string;
}

type Fields = Readonly<Record<string, unknown>>;

export function changesOf(meta: Fields | undefined): FieldChange[] {
  if (meta === undefined) return [];
  const { before, after, ...others } = meta;
  if (isFields(before) && after === undefined) return besideBefore(others, before);
  if (isFields(before) || isFields(after)) {
    const old = isFields(before) ? before : {};
    const now = isFields(after) ? after : {};
    const fields = [...new Set([...Object.keys(old), ...Object.keys(now)])];
    const changed = fields.filter((field) => printValue(old[field]) !== printValue(now[field]));
    return [
      ...changed.map((field) => ({
        field,
        ...side('before', old, field),
        ...side('after', now, field),
      })),
      ...changesOf(others),
    ];
  }
  return Object.entries(meta).map(([field, value]) => {
    if (isPair(value)) {
      return { field, before: printValue(value['before']), after: printValue(value['after']) };
    }
    return { field, after: printValue(value) };
  });
}

function besideBefore(fields: Fields, before: Fields): FieldChange[] {
  return Object.entries(fields).map(([field, value]) => ({
    field,
    ...side('before', before, field),
    after: printValue(value),
  }));
}

function side<Name extends 'before' | 'after'>(name: Name, fields: Fields, field: string) {
  return Object.hasOwn(fields, field) ? { [name]: printValue(fields[field]) } : {};
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isPair(value: unknown): value is Fields {
  if (!isFields(value)) return false;
  const names = Object.keys(value);
  return names.length > 0 && names.every((name) => name === 'before' || name === 'after');
}

/** As JSON, but a text without its quotes. */
function printValue(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value === undefined) return '';
  return JSON.stringify(value);
}
