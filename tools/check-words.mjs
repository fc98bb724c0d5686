// Checks the rules of plain English that a program can judge: sentences of at most 35 words, and no
// word for a person who is not named. It reads comments, messages, test titles and documents.
// Arguments are the files or folders to check, counted from the root. The default is all of them.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { root } from './launch/workspace.mjs';
import { findProblems } from './words/find-problems.mjs';
import { readCode } from './words/read-code.mjs';
import { readManifest } from './words/read-manifest.mjs';
import { readMarkdown } from './words/read-markdown.mjs';

const LEFT_OUT = new Set([
  '.git',
  '.turbo',
  'coverage',
  'data',
  'dist',
  'generated',
  'node_modules',
]);
const READERS = [
  [/\.(?:ts|tsx|mjs|js|cjs)$/, readCode],
  [/\.md$/, readMarkdown],
  [/(?:^|\/)package\.json$/, readManifest],
];

const problems = filesToCheck(process.argv.slice(2)).flatMap(problemsOf);
for (const { file, line, what } of problems) console.error(`${file}:${line}: ${what}`);
if (problems.length > 0) {
  console.error(`\n${problems.length} places are not plain English.`);
  process.exit(1);
}

function filesToCheck(names) {
  return (names.length > 0 ? names : ['.'])
    .flatMap((name) => (statSync(path.join(root, name)).isFile() ? [name] : filesBelow(name)))
    .sort();
}

function filesBelow(folder) {
  return readdirSync(path.join(root, folder), { withFileTypes: true })
    .filter((entry) => !LEFT_OUT.has(entry.name))
    .flatMap((entry) => {
      const name = path.join(folder, entry.name);
      if (entry.isDirectory()) return filesBelow(name);
      return entry.isFile() ? [name] : [];
    });
}

function problemsOf(file) {
  const read = READERS.find(([pattern]) => pattern.test(file))?.[1];
  if (read === undefined) return [];
  const passages = read(readFileSync(path.join(root, file), 'utf8'), file);
  return findProblems(passages).map((problem) => ({ file, ...problem }));
}
