// Checks that every path of this repository in the documentation exists: `apps/api/src/config.ts`
// in backticks, relative to the root, and links to files, relative to the document.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './launch/workspace.mjs';

const NAMED = /`((?:apps|packages|internal|examples|docs|tools|\.ci|\.changeset)\/[^`\s]*)`/g;
const LINKED = /\]\((?!\w+:|#)([^)\s#]+)/g;
const FENCED = /^(?<fence>`{3,})[\s\S]*?^\k<fence>$/gm;
const MADE_BY_THE_BUILD = /(^|\/)(dist|node_modules)(\/|$)/;

const documents = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', ...markdownBelow('docs')];
const missing = documents.filter((file) => existsSync(path.join(root, file))).flatMap(missingPaths);

for (const { document, line, name } of missing) {
  console.error(`${document}:${line}: ${name} does not exist`);
}
if (missing.length > 0) process.exit(1);

function markdownBelow(folder) {
  return readdirSync(path.join(root, folder), { recursive: true })
    .filter((file) => file.endsWith('.md'))
    .map((file) => path.join(folder, file));
}

function missingPaths(document) {
  const text = readFileSync(path.join(root, document), 'utf8');
  // Line breaks stay, so that line numbers are right.
  const prose = text.replace(FENCED, (block) => block.replace(/[^\n]/g, ''));
  const named = [...prose.matchAll(NAMED)].map((match) => ({ match, base: '.' }));
  const linked = [...prose.matchAll(LINKED)].map((match) => ({
    match,
    base: path.dirname(document),
  }));
  return [...named, ...linked]
    .map(({ match, base }) => ({
      document,
      line: prose.slice(0, match.index).split('\n').length,
      name: match[1],
      file: path.join(root, base, withoutPattern(match[1])),
    }))
    .filter(({ name, file }) => !MADE_BY_THE_BUILD.test(name) && !existsSync(file));
}

/** Of `packages/<name>/src` only `packages` can be checked. */
function withoutPattern(name) {
  const [plain] = name.replace(/:\d+$/, '').split(/[*<{…]/);
  return plain === name.replace(/:\d+$/, '') ? plain : plain.slice(0, plain.lastIndexOf('/') + 1);
}
