import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { SecretScanner } from './secret-scanner.js';

const SECRETS = Array.from({ length: 1000 }, (_, index) => `${index}secretNumber${index * 7919}`);
const scanner = new SecretScanner(SECRETS);

it.each([
  ['as it is', (secret: string) => secret],
  ['inside other text', (secret: string) => `{"key":"prod_${secret}"}`],
  ['in hexadecimal', (secret: string) => Buffer.from(secret).toString('hex')],
  [
    'in upper case hexadecimal',
    (secret: string) => Buffer.from(secret).toString('hex').toUpperCase(),
  ],
  ['in base64', (secret: string) => Buffer.from(secret).toString('base64')],
  ['in base64, after one byte', (secret: string) => btoa(`x${secret}yz`)],
  ['in base64, after two bytes', (secret: string) => btoa(`xx${secret}y`)],
])('finds each of a thousand secrets %s', (_title, write) => {
  const missed = SECRETS.filter((secret) => !scanner.findIn(write(secret)).includes(secret));
  expect(missed).toEqual([]);
});

it('finds nothing in the hashes of secrets, or in most of a secret', () => {
  expect(scanner.findIn(SECRETS.map((secret) => secret.slice(1)).join('|'))).toEqual(
    // Some of them end like others.
    SECRETS.filter((secret) => SECRETS.some((other) => other.slice(1).includes(secret))),
  );
  expect(scanner.findIn('')).toEqual([]);
});

it('finds a secret that lies across two chunks of a file', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'unlatch-test-scanner-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const secret = SECRETS[42] ?? '';
  const chunk = 16 * 1024 * 1024;
  for (const before of [0, chunk - secret.length, chunk - 5, chunk, 2 * chunk - 3]) {
    writeFileSync(path.join(folder, String(before)), `${'.'.repeat(before)}${secret}.`);
  }
  expect(scanner.findInFolder(folder).hits).toHaveLength(5);
});
