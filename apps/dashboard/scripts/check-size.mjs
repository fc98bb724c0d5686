// How much script a browser loads, compressed with gzip, from what the build has written about it.
// First load: the file of the page with all that it imports. A route: what is loaded when it opens,
// without what is there already. Dialogs and charts that come later are parts of their own.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const FIRST_LOAD_MAX = 120_000;
const ROUTE_MAX = 60_000;

const dist = new URL('../dist/', import.meta.url);
const manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', dist), 'utf8'));
const sizes = new Map();

const entry = Object.keys(manifest).find((name) => manifest[name].isEntry);
const first = closureOf(entry);
const routes = Object.keys(manifest)
  .filter((name) => /-(?:page|frame)\.tsx$/.test(name) && manifest[name].isDynamicEntry)
  .map((name) => ({
    name,
    bytes: sum([...closureOf(name)].filter((file) => !first.has(file))),
  }))
  .sort((one, other) => other.bytes - one.bytes);

report('first load', sum([...first]), FIRST_LOAD_MAX);
for (const { name, bytes } of routes) report(name, bytes, ROUTE_MAX);

/** The files of a part of the app and of all that it imports at once. */
function closureOf(name, found = new Set()) {
  const { file, imports = [] } = manifest[name];
  if (found.has(file)) return found;
  found.add(file);
  for (const next of imports) closureOf(next, found);
  return found;
}

function sum(files) {
  return files.reduce((total, file) => total + sizeOf(file), 0);
}

function sizeOf(file) {
  const known = sizes.get(file);
  if (known !== undefined) return known;
  const size = gzipSync(readFileSync(fileURLToPath(new URL(file, dist))), { level: 9 }).length;
  sizes.set(file, size);
  return size;
}

function report(name, bytes, bytesMax) {
  const isTooLarge = bytes > bytesMax;
  if (isTooLarge) process.exitCode = 1;
  const size = `${(bytes / 1000).toFixed(1)} kB`.padStart(9);
  console.log(`${size}  ${name}${isTooLarge ? `: more than ${bytesMax / 1000} kB` : ''}`);
}
