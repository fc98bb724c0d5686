// After the bundler: each file also compressed, so that the service sends it as it is.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const dist = fileURLToPath(new URL('../dist/', import.meta.url));
const COMPRESSIBLE = /\.(?:css|html|js|json|svg)$/;
/** Below this, the head of the compressed form outweighs what it saves. */
const BYTES_MIN = 256;

for (const file of filesBelow(dist)) {
  if (!COMPRESSIBLE.test(file)) continue;
  const plain = readFileSync(file);
  if (plain.length < BYTES_MIN) continue;
  const params = { [constants.BROTLI_PARAM_SIZE_HINT]: plain.length };
  writeFileSync(`${file}.br`, brotliCompressSync(plain, { params }));
  writeFileSync(`${file}.gz`, gzipSync(plain, { level: constants.Z_BEST_COMPRESSION }));
}

function filesBelow(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
}
