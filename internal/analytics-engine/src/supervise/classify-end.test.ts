import { expect, test } from 'vitest';
import { classifyEnd, type EndOfChild } from './classify-end.js';

const NOT_OPENED: EndOfChild = {
  end: { exitCode: 1, signal: null },
  failure: { kind: 'failed', step: 'open', text: 'Failed to create connection' },
  output: [],
  hasServed: false,
};

test.each([
  ['held', 'Code: 76. DB::Exception: Cannot lock file /a/status. Another server instance in'],
  ['no_resources', 'Code: 243. DB::Exception: No space left on device'],
  ['no_resources', 'ENOSPC: no space left on device, write'],
  ['no_resources', '(MEMORY_LIMIT_EXCEEDED)'],
  ['damaged', 'Code: 62. DB::Exception: Syntax error (in file metadata/unlatch.sql)'],
])('files that cannot be opened are %s by what the engine printed: %s', (expected, line) => {
  expect(classifyEnd({ ...NOT_OPENED, output: [line] })).toBe(expected);
});

test.each([
  ['a crash while it opens', 'SIGSEGV', false, 'damaged'],
  ['a crash while it serves', 'SIGSEGV', true, 'ended'],
  ['SIGKILL, which a lack of memory can cause', 'SIGKILL', false, 'ended'],
] as const)('%s', (_what, signal, hasServed, expected) => {
  const end = { exitCode: null, signal };
  expect(classifyEnd({ end, failure: undefined, output: [], hasServed })).toBe(expected);
});

test('a library that cannot be loaded says nothing about the files', () => {
  const failure = { kind: 'failed', step: 'load', text: 'no such module' } as const;
  expect(classifyEnd({ ...NOT_OPENED, failure })).toBe('not_loaded');
});
