/**
 * What the client needs to know of every operation: what the manifest of the contract says of it,
 * and the schemas of its request and answer in the OpenAPI document.
 *
 * Lists only operations that take a root key. A portal session lives in a browser and must not
 * share a client with a root key.
 */
export function readOperations(document, manifest) {
  return manifest
    .filter(({ auth }) => auth.includes('rootKey'))
    .map((entry) => readOperation(document, entry))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Follows a reference into the document's components; anything else is returned as it is. */
function resolve(document, schema) {
  const reference = schema?.$ref;
  if (reference === undefined) return schema;
  const target = reference
    .replace('#/', '')
    .split('/')
    .reduce((node, step) => node?.[step], document);
  if (target === undefined) throw new Error(`${reference} leads nowhere`);
  return resolve(document, target);
}

/** For retries, a client tells apart only what may be repeated without an Idempotency-Key. */
const KINDS = { read: 'read', change: 'write', check: 'check', spend: 'check' };

function readOperation(document, entry) {
  const { name, kind, idempotent, paginated, summary, description, example } = entry;
  const [group, action, ...rest] = name.split('.');
  if (!group || !action || rest.length > 0) throw new Error(`${name} is not group.action`);
  const operation = document.paths[`/v2/${name}`]?.post;
  const request = jsonSchema(document, operation?.requestBody);
  const response = jsonSchema(document, operation?.responses[200]);
  if (!request || !response) throw new Error(`${name} has no JSON request or no JSON answer`);
  return {
    name,
    group,
    action,
    typeName: `V2${capitalise(group)}${capitalise(action)}`,
    summary,
    example,
    description: [summary, description].filter(Boolean).join('.\n\n'),
    request,
    response,
    traits: {
      kind: KINDS[kind],
      ...(idempotent && { deduplicated: true }),
      ...(paginated && { paginated: true }),
    },
  };
}

function jsonSchema(document, body) {
  return resolve(document, body)?.content?.['application/json']?.schema;
}

function capitalise(word) {
  return word[0].toUpperCase() + word.slice(1);
}
