import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const CONTRACT_FILE = fileURLToPath(
  import.meta.resolve('@unlatch/contract/operations.json'),
);

export const DIFFERENCES_FILE = fileURLToPath(new URL('differences.json', import.meta.url));

const contract: readonly { readonly name: string }[] = read(CONTRACT_FILE);

/**
 * `extensions` are operations of ours that the reference has not; `absent` are those of the
 * reference that we have not.
 */
const differences: Readonly<Record<'extensions' | 'absent', readonly string[]>> =
  read(DIFFERENCES_FILE);

export const ABSENT_OPERATIONS = differences.absent;

/** What the reference and the service both have. A new operation of the contract is one of them. */
export const SHARED_OPERATIONS = contract
  .map(({ name }) => name)
  .filter((name) => !differences.extensions.includes(name));

function read<T>(file: string): T {
  return JSON.parse(readFileSync(file, 'utf8'));
}
