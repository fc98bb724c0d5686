/**
 * What the client needs to know of every operation in an OpenAPI document.
 *
 * Lists only operations that take a root key. A portal session lives in a browser and must not
 * share a client with a root key.
 */
export function readOperations(document) {
  return Object.values(document.paths)
    .map((path) => path.post)
    .filter((operation) => operation !== undefined && takesRootKey(document, operation))
    .map((operation) => readOperation(document, operation))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Follows a reference into the document's components; anything else is returned as it is. */
export function resolve(document, schema) {
  const reference = schema?.$ref;
  if (reference === undefined) return schema;
  const target = reference
    .replace('#/', '')
    .split('/')
    .reduce((node, step) => node?.[step], document);
  if (target === undefined) throw new Error(`${reference} leads nowhere`);
  return resolve(document, target);
}

// Checks spend credits or quota, and the customer's API waits for them on each request.
const checks = new Set(['keys.verifyKey', 'ratelimit.limit', 'ratelimit.multiLimit']);
const readName = /\.(get[A-Z]\w*|list[A-Z]\w*|whoami)$/;

function readOperation(document, operation) {
  const name = operation.operationId;
  const [group, action, ...rest] = name.split('.');
  if (!group || !action || rest.length > 0)
    throw new Error(`operationId ${name} is not group.action`);
  const request = jsonSchema(document, operation.requestBody);
  const response = jsonSchema(document, operation.responses[200]);
  if (!request || !response) throw new Error(`${name} has no JSON request or no JSON answer`);
  return {
    name,
    group,
    action,
    typeName: `V2${capitalise(group)}${capitalise(action)}`,
    summary: operation.summary ?? name,
    description: [operation.summary, operation.description].filter(Boolean).join('.\n\n'),
    request,
    response,
    traits: {
      kind: checks.has(name) ? 'check' : readName.test(name) ? 'read' : 'write',
      ...(operation['x-idempotent'] === true && { deduplicated: true }),
      ...(isPaginated(document, request, response) && { paginated: true }),
    },
  };
}

function takesRootKey(document, operation) {
  const schemes = document.components?.securitySchemes ?? {};
  const alternatives = operation.security ?? document.security ?? [];
  return alternatives
    .flatMap((alternative) => Object.keys(alternative))
    .some((name) => schemes[name]?.type === 'http' && schemes[name]?.scheme === 'bearer');
}

function isPaginated(document, request, response) {
  const asks = resolve(document, request).properties?.cursor !== undefined;
  return asks && resolve(document, response).properties?.pagination !== undefined;
}

function jsonSchema(document, body) {
  return resolve(document, body)?.content?.['application/json']?.schema;
}

function capitalise(word) {
  return word[0].toUpperCase() + word.slice(1);
}
