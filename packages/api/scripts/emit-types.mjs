import openapiTS from 'openapi-typescript';
import ts from 'typescript';

/** TypeScript text with one named type for each request, answer and shared schema. */
export async function emitTypes(document, operations) {
  const nodes = await openapiTS(withNamedSchemas(document, operations), {
    // The server fills in a default, so the caller may leave the field out.
    defaultNonNullable: false,
    silent: true,
    transformProperty: acceptUndefined,
  });
  const components = nodes.find((node) => node.name?.text === 'components');
  const schemas = components.members.find((member) => member.name.text === 'schemas').type.members;
  return schemas
    .map((schema) => ({ name: schema.name.text, text: printType(schema) }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ text }) => `${text}\n`)
    .join('\n');
}

/** Gives inline schemas of requests and answers a name, so that they become types of their own. */
function withNamedSchemas(document, operations) {
  const schemas = { ...document.components?.schemas };
  for (const { typeName, name, request, response } of operations) {
    schemas[`${typeName}RequestBody`] ??= described(request, `What \`${name}\` takes.`);
    const answer = withNamedData(schemas, { typeName, name, response });
    schemas[`${typeName}ResponseBody`] ??= described(answer, `The answer of \`${name}\`.`);
  }
  return {
    openapi: document.openapi,
    info: document.info,
    paths: {},
    components: { schemas: simplify(schemas) },
  };
}

function described(schema, description) {
  return { description, ...schema };
}

function withNamedData(schemas, { typeName, name, response }) {
  // An inline answer is described by its operation.
  const { description: _description, ...answer } = response;
  const data = answer.properties?.data;
  const dataName = `${typeName}ResponseData`;
  if (data?.$ref !== undefined) {
    // The shape keeps its name, and has that of the operation as well.
    schemas[dataName] ??= { ...data, description: `The data of the answer of \`${name}\`.` };
    return answer;
  }
  if (data?.type !== 'object' || Object.keys(data.properties ?? {}).length === 0) return answer;
  schemas[dataName] ??= described(data, `The data of the answer of \`${name}\`.`);
  return {
    ...answer,
    properties: { ...answer.properties, data: { $ref: `#/components/schemas/${dataName}` } },
  };
}

/**
 * Leaves out what a reader of types does not need: number formats, and the rule that an object may
 * have unknown fields. The server ignores unknown fields, but for a caller they are typing errors.
 */
function simplify(schema) {
  if (Array.isArray(schema)) return schema.map(simplify);
  if (typeof schema !== 'object' || schema === null) return schema;
  const isNoise = ([name, value]) =>
    (name === 'format' && typeof value === 'string') ||
    (name === 'additionalProperties' && value !== false && schema.properties !== undefined);
  if (isChoice(schema)) return simplify(withAlternatives(schema));
  const kept = Object.entries(schema).filter((entry) => !isNoise(entry));
  return Object.fromEntries(kept.map(([name, value]) => [name, simplify(value)]));
}

/** An object that has exactly one of some fields. */
function isChoice({ properties, oneOf }) {
  return properties !== undefined && (oneOf ?? []).some(({ required }) => required !== undefined);
}

/** The same as one object for each of these fields, in which the others cannot be. */
function withAlternatives({ oneOf, description, ...object }) {
  const choices = oneOf.flatMap(({ required }) => required);
  const withOnly = (chosen) => {
    const others = choices.filter((name) => name !== chosen);
    const nothing = Object.fromEntries(others.map((name) => [name, false]));
    return {
      ...object,
      properties: { ...object.properties, ...nothing },
      required: [...(object.required ?? []), chosen],
    };
  };
  return { description, oneOf: choices.map(withOnly) };
}

/** JSON leaves out a field that is undefined, so the types accept undefined for it. */
function acceptUndefined(property) {
  if (!property.questionToken || !property.type) return property;
  const undefinedType = ts.factory.createKeywordTypeNode(ts.SyntaxKind.UndefinedKeyword);
  const type = ts.factory.createUnionTypeNode([property.type, undefinedType]);
  const { modifiers, name, questionToken } = property;
  return ts.factory.updatePropertySignature(property, modifiers, name, questionToken, type);
}

const file = ts.createSourceFile('types.ts', '', ts.ScriptTarget.Latest);
const printer = ts.createPrinter();

// openapi-typescript repeats the type below in comments.
const enumNote = /^ *(?:\/\*\* @enum \{\w+\} \*\/|\* @enum \{\w+\})\n/gm;

function printType(schema) {
  const alias = ts.factory.createTypeAliasDeclaration(
    [ts.factory.createModifier(ts.SyntaxKind.ExportKeyword)],
    schema.name.text,
    undefined,
    ts.visitNode(schema.type, useTypeName),
  );
  // Carries the schema's description over as a comment.
  ts.setOriginalNode(alias, schema);
  return printer
    .printNode(ts.EmitHint.Unspecified, alias, file)
    .replaceAll('@description ', '')
    .replaceAll(enumNote, '')
    .replaceAll(/^( {4})+/gm, (indent) => ' '.repeat(indent.length / 2));
}

/** Turns `components["schemas"]["Name"]` into `Name`. */
function useTypeName(node) {
  const isSchema =
    ts.isIndexedAccessTypeNode(node) &&
    ts.isIndexedAccessTypeNode(node.objectType) &&
    node.objectType.objectType.typeName?.text === 'components';
  if (isSchema) return ts.factory.createTypeReferenceNode(node.indexType.literal.text);
  return ts.visitEachChild(node, useTypeName, undefined);
}
