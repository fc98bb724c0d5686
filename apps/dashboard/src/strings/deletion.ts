/** Of everything that is deleted after a moment in which it can be taken back. */
export const DELETION_WORDS = {
  waiting: (what: string, seconds: number) => `${what} is deleted in ${seconds} seconds.`,
  undo: 'Undo',
  undone: (what: string) => `${what} stays.`,
  done: (what: string) => `${what} was deleted.`,
  failed: (what: string, detail: string) => `${what} was not deleted. ${detail}`,
} as const;
