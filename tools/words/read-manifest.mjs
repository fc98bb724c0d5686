export function readManifest(source) {
  const { description } = JSON.parse(source);
  if (description === undefined) return [];
  const before = source.slice(0, source.indexOf('"description"'));
  return [{ line: before.split('\n').length, text: description }];
}
