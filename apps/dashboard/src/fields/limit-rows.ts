import { parseDuration, printDuration } from '../lib/duration.js';
import type { LimitSettings } from './limit-settings.js';

/** A limit while it is being written: half of it may be missing. */
export interface LimitRow {
  /** Tells rows apart on the screen. Two of them may have the same name for a moment. */
  readonly row: number;
  readonly name: string;
  readonly limit: number | undefined;
  /** As typed: `60 s`. */
  readonly duration: string;
  readonly autoApply: boolean;
}

export const LIMITS_MAX = 50;

export function newLimitRow(rows: readonly LimitRow[]): LimitRow {
  const row = Math.max(0, ...rows.map((other) => other.row)) + 1;
  return { row, name: '', limit: undefined, duration: '60 s', autoApply: true };
}

export function limitRowsOf(limits: readonly LimitSettings[]): LimitRow[] {
  return limits.map(({ name, limit, duration, autoApply = false }, index) => ({
    row: index + 1,
    name,
    limit,
    duration: printDuration(duration),
    autoApply,
  }));
}

/** 0 for what is missing: `faultsOfLimit` has said so, and the service refuses it. */
export function limitSettingsFrom(rows: readonly LimitRow[]): LimitSettings[] {
  return rows.map(({ name, limit, duration, autoApply }) => ({
    name: name.trim(),
    limit: limit ?? 0,
    duration: parseDuration(duration) ?? 0,
    autoApply,
  }));
}

export type LimitFault = 'nameTooShort' | 'twice' | 'noLimit' | 'notADuration' | 'tooShort';

export interface LimitFaults {
  readonly name?: LimitFault;
  readonly limit?: LimitFault;
  readonly duration?: LimitFault;
}

const NAME_LENGTH_MIN = 3;
const DURATION_MIN_MS = 1000;

export function faultsOfLimit(row: LimitRow, rows: readonly LimitRow[]): LimitFaults {
  const name = row.name.trim();
  const isTwice = rows.some((other) => other.row !== row.row && other.name.trim() === name);
  const durationMs = parseDuration(row.duration);
  return {
    ...(name.length < NAME_LENGTH_MIN ? { name: 'nameTooShort' } : {}),
    ...(name.length >= NAME_LENGTH_MIN && isTwice ? { name: 'twice' } : {}),
    ...(row.limit === undefined || row.limit < 1 ? { limit: 'noLimit' } : {}),
    ...(durationMs === undefined ? { duration: 'notADuration' } : {}),
    ...(durationMs !== undefined && durationMs < DURATION_MIN_MS ? { duration: 'tooShort' } : {}),
  };
}

export function areLimitsComplete(rows: readonly LimitRow[]): boolean {
  return rows.every((row) => Object.keys(faultsOfLimit(row, rows)).length === 0);
}
