export { type Bounds, boundsOf } from './bounds/bounds.js';
export {
  type BulkBounds,
  bulkBoundsOf,
  hasFreeValues,
  type PartBounds,
  type RequestBounds,
} from './bounds/request-bounds.js';
export {
  PAGE_BYTES_MAX,
  PRIORITIES,
  type Priority,
  type ServingBounds,
  servingBoundsFor,
  servingBoundsOf,
} from './bounds/serving-bounds.js';
export { describeOperation, groupOf } from './documents/describe.js';
export { type ManifestEntry, manifestOf, referencesIn, rulesIn } from './documents/manifest.js';
export { openApiDocument } from './documents/openapi.js';
export { OPERATIONS, type OperationsByName, PEOPLE_OPERATIONS } from './generated/operations.js';
export {
  type CallerKind,
  defineOperation,
  type HiddenAnswer,
  IDEMPOTENCY_KEY_LENGTH_MAX,
  isRepeatable,
  type Operation,
  type OperationKind,
  problemsAtUi,
  problemsOf,
  type Requires,
  type SecretFields,
} from './operation.js';
export type { ErrorTypes } from './problems/error-types.js';
export type { Reference, Thing } from './shapes/annotations.js';
export { envelopeOf } from './shapes/envelope.js';
export { choicesIn } from './shapes/schema.js';
export { PEOPLE_TAGS, TAGS } from './tags.js';
