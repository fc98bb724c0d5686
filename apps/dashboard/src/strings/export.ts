export const EXPORT_WORDS = {
  label: 'Export',
  curl: 'Copy as curl',
  copied: 'Copied. The root key is read from UNLATCH_ROOT_KEY.',
  notCopied: 'This browser does not let the page copy.',
  csv: 'Save as CSV',
  json: 'Save as JSON',
  busy: (count: number) => `${count.toLocaleString('en')} so far…`,
  stop: 'Stop',
  done: (count: number) => `${count.toLocaleString('en')} saved.`,
  cut: (count: number) =>
    `Only the first ${count.toLocaleString('en')} were saved. Choose a shorter time, or use the API for the rest.`,
} as const;
