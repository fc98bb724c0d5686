import { expect } from 'vitest';
import type { Answer, Request } from '../answer.js';
import { faultsOf } from './judge-answer.js';

/** Checks what is guaranteed about every response, whatever the request was. */
export function checkAnswer(request: Request, answer: Answer): void {
  expect(faultsOf(request, answer)).toEqual([]);
}
