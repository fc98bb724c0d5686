import { readFileSync } from 'node:fs';
import { arch, platform } from 'node:os';

/**
 * The engine is one exact version of chDB, which is ClickHouse as a library. It stays out of the
 * lockfile of the workspace. It is half a gigabyte. And a lockfile that is made where the package of
 * a platform cannot be had would leave that platform without an engine.
 */
export const CHDB_VERSION = '3.4.0';
/** The version of the package with the library, which chDB itself leaves open upwards. */
export const LIBRARY_VERSION = '26.7.3-stable.1';
export const DOWNLOAD_MEGABYTES = 178;

/**
 * The hashes of the packages, where they are known. The packages for other platforms could not be
 * had where this release was made: there, npm compares with what its registry tells.
 */
export const KNOWN_HASHES: Readonly<Record<string, string>> = {
  chdb: 'sha512-HMNj4dq3lIrwqxwGSuuEjo9EIlC+k8IjsSQHh1ZStGvV6MRckfvPM2aDqzdW1ti3fldrt9UIntJBm0AbV9nbDQ==',
  '@chdb/lib-linux-x64-gnu':
    'sha512-XP97mMqnc5tZpKQywR8N7cLTsHNiTmHr30pC5mzo3jWmukjKn2IBa60c2B/gWUNcuFjOMjWoorQICCqBVj5wpw==',
};

const LIBRARY_PACKAGES: Readonly<Record<string, string>> = {
  'linux-x64': '@chdb/lib-linux-x64-gnu',
  'linux-arm64': '@chdb/lib-linux-arm64-gnu',
  'darwin-x64': '@chdb/lib-darwin-x64',
  'darwin-arm64': '@chdb/lib-darwin-arm64',
};

/** Undefined where there is no library: Windows, musl (Alpine), other processors. */
export function libraryPackage(): string | undefined {
  if (platform() === 'linux' && !hasGlibc()) return undefined;
  return LIBRARY_PACKAGES[`${platform()}-${arch()}`];
}

/** The loader of the C library is mapped into this process. */
function hasGlibc(): boolean {
  return !readFileSync('/proc/self/maps', 'utf8').includes('/ld-musl-');
}
