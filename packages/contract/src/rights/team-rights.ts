import { tuple } from './right.js';

/** Needed in addition where an owner is made, changed or removed. */
export const MANAGE_OWNERS = {
  manageOwners: {
    when: 'to make, change or remove an owner',
    right: tuple('team.*.manage_owners'),
  },
} as const;
