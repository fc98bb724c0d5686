/** A bucket of time: `to` belongs to the next one. Both as the service gave them. */
export interface Bucket {
  readonly from: number;
  readonly to: number;
}

export interface Series {
  readonly id: string;
  readonly label: string;
  readonly colour: string;
  /** A shape beside the colour, for those who do not tell colours apart. */
  readonly glyph: string;
  /** One for each bucket. `null`: not known. */
  readonly values: readonly (number | null)[];
}

export interface ChartProps {
  /** A sentence with the figure: "12,480 checks, 3.1 % refused". */
  readonly title: string;
  readonly buckets: readonly Bucket[];
  readonly series: readonly Series[];
  /** Dragging over the chart chooses this range, in whole buckets. */
  readonly onSelectRange?: ((range: Bucket) => void) | undefined;
  /** The last bucket is not over yet, and is hatched. */
  readonly isLastPartial?: boolean | undefined;
  /** After each figure, such as `ms`. */
  readonly unit?: string | undefined;
  readonly height?: number | undefined;
  readonly isLoading?: boolean | undefined;
  /** The name of the file without its ending, such as `checks`. */
  readonly fileName?: string | undefined;
}

export function totalOf(series: readonly Series[], index: number): number {
  return series.reduce((sum, { values }) => sum + (values[index] ?? 0), 0);
}

/**
 * What the library draws: the numbers of the buckets, then one row for each series, the last one
 * first. Of bars, each row has all below it, so that it reaches as high as the pile.
 */
export function plotRows(
  kind: 'bars' | 'lines',
  buckets: readonly Bucket[],
  series: readonly Series[],
): [number[], ...(number | null)[][]] {
  const rows = series.map(({ values }, nth) =>
    buckets.map((_, index) =>
      kind === 'lines' ? (values[index] ?? null) : totalOf(series.slice(0, nth + 1), index),
    ),
  );
  return [buckets.map((_, index) => index), ...rows.reverse()];
}

/** The same numbers for a spreadsheet. */
export function toCsv(buckets: readonly Bucket[], series: readonly Series[]): string {
  const head = ['from', 'to', ...series.map(({ label }) => label)];
  const rows = buckets.map(({ from, to }, index) => [
    new Date(from).toISOString(),
    new Date(to).toISOString(),
    ...series.map(({ values }) => values[index]?.toString() ?? ''),
  ]);
  return `${[head, ...rows].map((row) => row.map(csvField).join(',')).join('\r\n')}\r\n`;
}

/** A spreadsheet would run a field that begins like a formula. */
export function csvField(text: string): string {
  const plain = /^[=+@\t\r]|^-(?!\d)/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}

export function downloadText(name: string, type: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
