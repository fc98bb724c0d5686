/**
 * Counts values by size, in bounds that are fixed from the start. It never grows, and observing a
 * value takes a few comparisons, so the hot path may use it.
 */
export class Histogram {
  /** Ascending. */
  readonly bounds: readonly number[];
  /**
   * `counts[i]`: how many values were at most `bounds[i]` and above the bound before it. One more
   * entry counts the values above all bounds.
   */
  readonly counts: number[];
  sum = 0;

  constructor(bounds: readonly number[]) {
    this.bounds = bounds;
    this.counts = [...bounds.map(() => 0), 0];
  }

  observe(value: number): void {
    const { bounds, counts } = this;
    let index = 0;
    while (index < bounds.length && value > (bounds[index] ?? value)) index += 1;
    counts[index] = (counts[index] ?? 0) + 1;
    this.sum += value;
  }
}
