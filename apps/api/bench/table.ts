export interface Row {
  readonly name: string;
  readonly cells: readonly (string | number)[];
}

/** A Markdown table, so that a run can be pasted into the documentation as it is. */
export function printTable(title: string, headings: readonly string[], rows: readonly Row[]): void {
  const printRow = beginTable(title, headings);
  for (const row of rows) printRow(row);
}

/** The same row by row, for a table that takes minutes. */
export function beginTable(title: string, headings: readonly string[]): (row: Row) => void {
  const print = (line: string) => void process.stdout.write(`${line}\n`);
  print(`\n### ${title}\n`);
  print(`| | ${headings.join(' | ')} |`);
  print(`|---|${headings.map(() => '---:').join('|')}|`);
  return ({ name, cells }) => print(`| ${name} | ${cells.map(format).join(' | ')} |`);
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN;
}

export function p99Of(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(0.99 * (values.length - 1))] ?? Number.NaN;
}

function format(cell: string | number): string {
  if (typeof cell === 'string') return cell;
  return cell >= 100 ? Math.round(cell).toLocaleString('en') : cell.toFixed(2);
}
