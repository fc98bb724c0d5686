/** What the keys of the keyboard do, everywhere. */
export const KEYS = {
  title: 'Keyboard',
  list: [
    { keys: 'Ctrl K, ⌘ K', does: 'Find a thing, or do something' },
    { keys: '/', does: 'Search on this page' },
    { keys: 'j, k', does: 'Next row, row before' },
    { keys: 'Enter', does: 'Open the row' },
    { keys: 'x', does: 'Select the row' },
    { keys: 'e', does: 'Edit the row' },
    { keys: 'Esc', does: 'Close what is open' },
    { keys: '?', does: 'This list' },
  ],
} as const;
