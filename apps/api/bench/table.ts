export interface Row {
  readonly name: string;
  readonly cells: readonly (string | number)[];
}

/** A Markdown table, so that a run can be pasted into the documentation as it is. */
export function printTable(title: string, headings: readonly string[], rows: readonly Row[]): void {
  const lines = [
    `\n### ${title}\n`,
    `| | ${headings.join(' | ')} |`,
    `|---|${headings.map(() => '---:').join('|')}|`,
    ...rows.map((row) => `| ${row.name} | ${row.cells.map(format).join(' | ')} |`),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN;
}

function format(cell: string | number): string {
  if (typeof cell === 'string') return cell;
  return cell >= 100 ? Math.round(cell).toLocaleString('en') : cell.toFixed(2);
}
