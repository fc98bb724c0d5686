// The types of all requests and answers under the names that `@unkey/api` gives them.
export type * from '../generated/types.js';
