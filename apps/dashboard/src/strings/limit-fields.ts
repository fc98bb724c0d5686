/** The fields of limits, of keys and of identities. */
export const LIMIT_FIELD_WORDS = {
  add: 'Add a limit',
  remove: (name: string) => (name === '' ? 'Remove the limit' : `Remove the limit ${name}`),
  none: 'No limits.',
  name: 'Name',
  limit: 'Limit',
  duration: 'In',
  autoApply: 'Always',
  autoApplyHint: 'Checked by each verification, even if the request does not name the limit.',
  faults: {
    nameTooShort: 'At least 3 characters.',
    twice: 'Another limit has this name.',
    noLimit: 'At least 1.',
    notADuration: 'A number with a unit: 60 s, 5 min, 1 d.',
    tooShort: 'At least 1 s.',
  },
} as const;
