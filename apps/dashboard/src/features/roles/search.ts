import { choice, flag, listOf, readSearch, text } from '../../lib/search-params.js';

const SLUG_LENGTH_MAX = 128;

export const readRolesSearch = readSearch({
  view: choice(['matrix', 'test']),
  q: text(256),
  sort: choice(['createdAt', 'name']),
  order: choice(['asc', 'desc']),
  create: flag(),
  /** The id of the role that is being edited. */
  edit: text(255),
  /** Of the matrix: which roles are its columns. */
  columns: text(256),
  /** Of the tester: the query, and what the key has. */
  query: text(1000),
  role: listOf(text(255)),
  permission: listOf(text(SLUG_LENGTH_MAX)),
});

export const readPermissionsSearch = readSearch({
  q: text(256),
  sort: choice(['createdAt', 'name']),
  order: choice(['asc', 'desc']),
  create: flag(),
  edit: text(255),
});
