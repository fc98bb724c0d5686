import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const CONTRACT_FILE = fileURLToPath(
  import.meta.resolve('@unlatch/contract/operations.json'),
);

/** The operations of the published clients as of October 2026, of which that for Python has most. */
export const REFERENCE_FILE = fileURLToPath(new URL('reference-operations.json', import.meta.url));

const contract: readonly { readonly name: string }[] = read(CONTRACT_FILE);
const reference: readonly string[] = read(REFERENCE_FILE);
const names = contract.map(({ name }) => name);

/** What the reference has and the service has not. */
export const ABSENT_OPERATIONS = reference.filter((name) => !names.includes(name));

/** What both have. */
export const SHARED_OPERATIONS = names.filter((name) => reference.includes(name));

function read<T>(file: string): T {
  return JSON.parse(readFileSync(file, 'utf8'));
}
