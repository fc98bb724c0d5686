import { readFileSync } from 'node:fs';

/**
 * How many files and connections the operating system lets this process open; infinite where it
 * does not say. Node has raised the soft limit to the hard one at its start.
 */
export function openFilesMax(): number {
  try {
    return readOpenFilesMax(readFileSync('/proc/self/limits', 'utf8'));
  } catch {
    // Not Linux.
    return Number.POSITIVE_INFINITY;
  }
}

export function readOpenFilesMax(limits: string): number {
  const soft = /^Max open files\s+(\d+|unlimited)/m.exec(limits)?.[1];
  return soft === undefined || soft === 'unlimited' ? Number.POSITIVE_INFINITY : Number(soft);
}
