import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { PROBLEMS, Problem } from '../domain/problems.js';
import { newRequestId } from '../lib/ids.js';
import { problemDocument } from './problem-responses.js';

/** What is not even HTTP gets the envelope of every other failure, then the connection ends. */
export function answerMalformedHttp(publicUrl: string | undefined) {
  return (error: Error & { code?: string }, socket: Socket): void => {
    if (error.code === 'ECONNRESET' || !socket.writable) return;
    const requestId = newRequestId();
    const problem = new Problem(
      'user/bad_request/request_body_unreadable',
      `The request is not valid HTTP: ${error.message}.`,
    );
    const { status } = PROBLEMS[problem.code];
    const body = JSON.stringify(problemDocument(problem, requestId, publicUrl ?? ''));
    socket.end(
      [
        `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
        'content-type: application/json',
        `content-length: ${Buffer.byteLength(body)}`,
        `x-request-id: ${requestId}`,
        'connection: close',
        '',
        body,
      ].join('\r\n'),
    );
  };
}
