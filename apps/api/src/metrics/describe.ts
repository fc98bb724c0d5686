import type { HistogramMetric, NumberMetric, Reading } from './sources.js';

/* How the catalogue describes a metric. */

export function one<Value>(value: Value): readonly Reading<Value>[] {
  return [{ value }];
}

export function ifAny<Value>(
  value: Value | undefined,
  labels: Readonly<Record<string, string>> = {},
): readonly Reading<Value>[] {
  return value === undefined ? [] : [{ labels, value }];
}

export function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

type NumberOptions = Pick<NumberMetric, 'read' | 'together'>;

export function counter(name: string, help: string, options: NumberOptions): NumberMetric {
  return { type: 'counter', name, help, ...options };
}

export function gauge(name: string, help: string, options: NumberOptions): NumberMetric {
  return { type: 'gauge', name, help, ...options };
}

/** Measured in milliseconds and shown in seconds, unless the unit says otherwise. */
export function histogram(
  name: string,
  help: string,
  { unit = 0.001, read }: { unit?: number; read: HistogramMetric['read'] },
): HistogramMetric {
  return { type: 'histogram', name, help, unit, read };
}
