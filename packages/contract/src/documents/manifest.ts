import type { TSchema } from '@sinclair/typebox';
import { type Bounds, boundsOf } from '../bounds/bounds.js';
import { isRepeatable, type Operation, type Requires, type SecretFields } from '../operation.js';
import { type Reference, referenceOf, ruleOf } from '../shapes/annotations.js';
import { describeOperation } from './describe.js';

/** What a client, a command line or a form needs to know of an operation to call it. */
export interface ManifestEntry {
  readonly name: string;
  readonly kind: Operation['kind'];
  readonly hot: boolean;
  readonly destructive: boolean;
  readonly paginated: boolean;
  readonly idempotent: boolean;
  readonly auth: Operation['auth'];
  readonly stepUp: Operation['stepUp'];
  readonly requires: Requires;
  readonly secrets: SecretFields;
  readonly summary: string;
  readonly description: string;
  /** JSON Schema of the request, complete in itself. */
  readonly request: unknown;
  /**
   * By the place in the request, such as `permissions[]`: the kind of thing that its text names,
   * and the properties that may name it.
   */
  readonly references: Readonly<Record<string, Reference>>;
  /** By place: the rules beyond the schema, in words. */
  readonly rules: Readonly<Record<string, string>>;
  readonly example: unknown;
  readonly bounds: Bounds;
}

/** The operations as plain data, without functions. */
export function manifestOf(operations: readonly Operation[]): ManifestEntry[] {
  return operations.map((operation) => ({
    name: operation.name,
    kind: operation.kind,
    hot: operation.hot,
    destructive: operation.destructive,
    paginated: operation.paginated,
    idempotent: isRepeatable(operation) && operation.auth.includes('rootKey'),
    auth: operation.auth,
    stepUp: operation.stepUp,
    requires: operation.requires,
    secrets: operation.secrets,
    summary: operation.summary,
    description: describeOperation(operation),
    request: operation.request,
    references: referencesIn(operation.request),
    rules: rulesIn(operation.request),
    example: operation.example,
    bounds: boundsOf(operation),
  }));
}

/** Every place in a request that names something; `[]` stands for each item of a list. */
export function referencesIn(request: TSchema): Record<string, Reference> {
  return collect(request, referenceOf);
}

/** Every place in a request that has a rule beyond its schema, with the rule in words. */
export function rulesIn(request: TSchema): Record<string, string> {
  return collect(request, ruleOf);
}

function collect<T>(
  schema: TSchema,
  read: (schema: TSchema) => T | undefined,
  place = '',
): Record<string, T> {
  const found = read(schema);
  const properties: Record<string, TSchema> = schema['properties'] ?? {};
  const items: TSchema | undefined = schema['items'];
  const inItems = items === undefined ? {} : collect(items, read, `${place}[]`);
  const inProperties = Object.entries(properties).map(([name, member]) =>
    collect(member, read, place === '' ? name : `${place}.${name}`),
  );
  return Object.assign(found === undefined ? {} : { [place]: found }, inItems, ...inProperties);
}
