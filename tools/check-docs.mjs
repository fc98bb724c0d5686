// Checks that every path of this repository in the documentation exists: `apps/api/src/config.ts`
// in backticks, relative to the root, and links to files, relative to the document. A block of code
// that begins with such a path in a comment must be a part of that file.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './launch/workspace.mjs';

const NAMED = /`((?:apps|packages|internal|examples|docs|tools|\.ci|\.changeset)\/[^`\s]*)`/g;
const LINKED = /\]\((?!\w+:|#)([^)\s#]+)/g;
const FENCED = /^(?<fence>`{3,})[\s\S]*?^\k<fence>$/gm;
const QUOTED =
  /^(?<indent> *)```\w+\n *\/\/ (?<file>(?:apps|packages|internal|examples|tools)\/\S+)\n(?<code>[\s\S]*?)^\k<indent>```$/gm;
const MADE_BY_THE_BUILD = /(^|\/)(dist|node_modules)(\/|$)/;

const documents = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', ...markdownBelow('docs')];
const problems = documents
  .filter((file) => existsSync(path.join(root, file)))
  .flatMap((document) => [...missingPaths(document), ...staleQuotations(document)]);

for (const { document, line, what } of problems) console.error(`${document}:${line}: ${what}`);
if (problems.length > 0) process.exit(1);

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
      line: lineAt(prose, match.index),
      name: match[1],
      file: path.join(root, base, withoutPattern(match[1])),
    }))
    .filter(({ name, file }) => !MADE_BY_THE_BUILD.test(name) && !existsSync(file))
    .map(({ line, name }) => ({ document, line, what: `${name} does not exist` }));
}

/** Of `packages/<name>/src` only `packages` can be checked. */
function withoutPattern(name) {
  const [plain] = name.replace(/:\d+$/, '').split(/[*<{…]/);
  return plain === name.replace(/:\d+$/, '') ? plain : plain.slice(0, plain.lastIndexOf('/') + 1);
}

function staleQuotations(document) {
  const text = readFileSync(path.join(root, document), 'utf8');
  return [...text.matchAll(QUOTED)]
    .filter(({ groups }) => !isPartOf(groups.file, withoutIndent(groups.code, groups.indent)))
    .map(({ index, groups }) => ({
      document,
      line: lineAt(text, index),
      what: `this code is no part of ${groups.file}`,
    }));
}

/** Whether the lines stand in the file, one after the other. */
function isPartOf(file, lines) {
  const source = path.join(root, file);
  return existsSync(source) && `\n${readFileSync(source, 'utf8')}`.includes(`\n${lines}`);
}

function withoutIndent(code, indent) {
  return code
    .split('\n')
    .map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line))
    .join('\n');
}

function lineAt(text, index) {
  return text.slice(0, index).split('\n').length;
}
