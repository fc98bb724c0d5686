import { readFileSync } from 'node:fs';

const PAGES_PER_MB = 256;

/** What the process holds in memory; 0 where the system has no `/proc`. */
export function residentMb(pid: number): number {
  try {
    const pages = Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]);
    return Math.round(pages / PAGES_PER_MB);
  } catch {
    return 0;
  }
}
