import type { TSchema } from '@sinclair/typebox';
import { nameOf } from '../shapes/annotations.js';

type Json = Readonly<Record<string, unknown>>;

/** Collects the named shapes that a document refers to, each with its schema. */
export class Components {
  readonly #schemas = new Map<string, unknown>();

  /** The schema as a document shows it: named shapes become references to components. */
  refer(schema: TSchema): unknown {
    const name = nameOf(schema);
    if (name === undefined) return this.#copy(schema);
    if (!this.#schemas.has(name)) {
      // Registered before it is copied, so that a shape may refer to itself.
      this.#schemas.set(name, undefined);
      this.#schemas.set(name, this.#copy(schema));
    }
    const reference = { $ref: `#/components/schemas/${name}` };
    // The description of a field stands beside the reference, as OpenAPI 3.1 allows.
    return reference;
  }

  /** By name, in alphabetical order. */
  get schemas(): Json {
    return Object.fromEntries([...this.#schemas].sort(([one], [other]) => (one < other ? -1 : 1)));
  }

  #copy(value: unknown): unknown {
    if (Array.isArray(value)) return value.map((item) => this.#visit(item));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, member]) => [key, this.#visit(member)]),
    );
  }

  #visit(value: unknown): unknown {
    const isShape = typeof value === 'object' && value !== null && nameOf(value) !== undefined;
    return isShape ? this.refer(value as TSchema) : this.#copy(value);
  }
}
