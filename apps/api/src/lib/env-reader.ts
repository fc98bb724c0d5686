import { readFileSync } from 'node:fs';

/** Reads and checks variables one by one. Every problem is added to `problems`. */
export type EnvReader = ReturnType<typeof createEnvReader>;

/** A secret `NAME` may also come from the file that `NAME_FILE` names. */
export function createEnvReader(env: Readonly<Record<string, string | undefined>>) {
  const problems: string[] = [];
  const raw = (name: string): string | undefined => env[name]?.trim() || undefined;

  function text(name: string, convert: (value: string) => string = (value) => value) {
    const value = raw(name);
    return value === undefined ? undefined : convert(value);
  }

  function secret(name: string, check: (value: string) => string | undefined = () => undefined) {
    const file = raw(`${name}_FILE`);
    if (file !== undefined && raw(name) !== undefined) {
      problems.push(`${name} and ${name}_FILE are both set; keep one`);
      return undefined;
    }
    const value = file === undefined ? raw(name) : readSecretFile(name, file, problems);
    const problem = value === undefined ? undefined : check(value);
    if (problem !== undefined) problems.push(`${name} ${problem}`);
    return value;
  }

  function integer(name: string, bounds: { fallback: number; min: number; max: number }): number {
    const value = raw(name);
    if (value === undefined) return bounds.fallback;
    const number = /^\d+$/.test(value) ? Number(value) : Number.NaN;
    if (number >= bounds.min && number <= bounds.max) return number;
    problems.push(
      `${name} must be a whole number from ${bounds.min} to ${bounds.max}, got "${value}"`,
    );
    return bounds.fallback;
  }

  function choice<T extends string>(name: string, allowed: readonly T[], fallback: T): T {
    const value = raw(name);
    const known = allowed.find((candidate) => candidate === value);
    if (value !== undefined && known === undefined) {
      problems.push(`${name} must be one of ${allowed.join(', ')}, got "${value}"`);
    }
    return known ?? fallback;
  }

  function boolean(name: string, fallback: boolean): boolean {
    return choice(name, ['true', 'false'], fallback ? 'true' : 'false') === 'true';
  }

  // Messages never repeat the value of a URL, because it may contain a password.
  function url(name: string, protocols: readonly string[]): string | undefined {
    const value = secret(name);
    if (value === undefined) return undefined;
    if (URL.canParse(value) && protocols.includes(new URL(value).protocol)) return value;
    problems.push(
      `${name} must be a URL that starts with ${protocols.map((p) => `${p}//`).join(' or ')}`,
    );
    return undefined;
  }

  function list(
    name: string,
    check: (entries: readonly string[]) => string | undefined = () => undefined,
  ): readonly string[] {
    const parts = raw(name)?.split(',') ?? [];
    const entries = parts.map((entry) => entry.trim()).filter((entry) => entry !== '');
    const problem = check(entries);
    if (problem !== undefined) problems.push(`${name} ${problem}`);
    return entries;
  }

  return { problems, text, secret, integer, choice, boolean, url, list };
}

function readSecretFile(name: string, file: string, problems: string[]): string | undefined {
  try {
    const value = readFileSync(file, 'utf8').trim();
    // If an empty file meant "not configured", the service would start an empty database, or
    // generate another root key.
    if (value === '') problems.push(`${name}_FILE names an empty file`);
    return value || undefined;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    problems.push(`${name}_FILE cannot be read: ${reason}`);
    return undefined;
  }
}
