import { closeSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import path from 'node:path';

/** The last so many characters of a form are looked for first. They are random in every secret. */
const TAIL = 4;
/** One bit of the table for each hash of a tail. With thousands of tails, nearly all are empty. */
const TABLE_BITS = 24;
const CHUNK_BYTES = 16 * 1024 * 1024;

interface Form {
  readonly secret: string;
  readonly bytes: Buffer;
}

/**
 * Looks for thousands of secrets in much data at once, in one pass: a search for each of them would
 * take hours. A secret is found as text, in hexadecimal of either case, and in base64 wherever in
 * the encoded bytes it begins.
 */
export class SecretScanner {
  readonly #table = new Uint8Array(2 ** TABLE_BITS);
  readonly #forms = new Map<number, Form[]>();
  #longest = 0;

  constructor(secrets: readonly string[]) {
    for (const secret of secrets) {
      for (const text of formsOf(secret)) this.#add(secret, Buffer.from(text, 'latin1'));
    }
  }

  #add(secret: string, bytes: Buffer): void {
    const tail = bytes.readUInt32LE(bytes.length - TAIL);
    this.#table[slotOf(tail)] = 1;
    const forms = this.#forms.get(tail) ?? [];
    this.#forms.set(tail, [...forms, { secret, bytes }]);
    this.#longest = Math.max(this.#longest, bytes.length);
  }

  /** The secrets in these bytes, each once. */
  findIn(data: Buffer | string): string[] {
    const bytes = typeof data === 'string' ? Buffer.from(data) : data;
    const found = new Set<string>();
    for (let at = 0; at + TAIL <= bytes.length; at += 1) {
      const tail =
        ((bytes[at] ?? 0) |
          ((bytes[at + 1] ?? 0) << 8) |
          ((bytes[at + 2] ?? 0) << 16) |
          ((bytes[at + 3] ?? 0) << 24)) >>>
        0;
      if (this.#table[slotOf(tail)] === 0) continue;
      for (const form of this.#forms.get(tail) ?? []) {
        const start = at + TAIL - form.bytes.length;
        if (start >= 0 && bytes.subarray(start, at + TAIL).equals(form.bytes)) {
          found.add(form.secret);
        }
      }
    }
    return [...found];
  }

  /** The files of a folder and below that hold a secret, and how many bytes there were. */
  findInFolder(folder: string): { readonly hits: readonly string[]; readonly bytes: number } {
    let total = 0;
    const hits: string[] = [];
    for (const entry of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      const file = path.join(folder, entry);
      // A socket cannot be read. A running database removes files at any moment.
      const stats = statSync(file, { throwIfNoEntry: false });
      if (!stats?.isFile()) continue;
      total += stats.size;
      hits.push(...this.findInFile(file).map((secret) => `${entry}: ${secret}`));
    }
    return { hits, bytes: total };
  }

  findInFile(file: string): string[] {
    const found = new Set<string>();
    const buffer = Buffer.alloc(CHUNK_BYTES + this.#longest);
    const descriptor = openSync(file, 'r');
    let kept = 0;
    for (;;) {
      const read = readSync(descriptor, buffer, kept, CHUNK_BYTES, null);
      if (read === 0) break;
      const filled = kept + read;
      for (const secret of this.findIn(buffer.subarray(0, filled))) found.add(secret);
      // A secret may lie across two chunks.
      kept = Math.min(this.#longest, filled);
      buffer.copy(buffer, 0, filled - kept, filled);
    }
    closeSync(descriptor);
    return [...found];
  }
}

function slotOf(tail: number): number {
  return Math.imul(tail, 0x9e3779b1) >>> (32 - TABLE_BITS);
}

function formsOf(secret: string): string[] {
  const hex = Buffer.from(secret).toString('hex');
  return [secret, hex, hex.toUpperCase(), ...[0, 1, 2].map((offset) => base64At(secret, offset))];
}

/** What of the base64 depends on the secret alone, if so many bytes stand before it. */
function base64At(secret: string, offset: number): string {
  const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(secret)]);
  const whole = bytes.subarray(0, bytes.length - (bytes.length % 3));
  return whole.toString('base64').slice(offset === 0 ? 0 : 4);
}
