import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { PROBLEMS } from '@unlatch/contract/problems/catalogue';
import { Problem } from '../../domain/problems.js';
import { newRequestId } from '../../lib/ids.js';
import { failInTurn } from '../admission/admission.js';
import type { Admission } from '../admission/create-admission.js';
import { problemDocument } from './problem-responses.js';

interface MalformedHttpDeps {
  readonly publicUrl: string | undefined;
  readonly admission: Pick<Admission, 'connections' | 'spareTime' | 'overload'>;
}

/**
 * A request that is not valid HTTP, or does not end in time, gets the envelope of every other
 * failure. It waits for the answers to the requests before it: an answer has no name, so a client
 * would take it for that of the first request. Then the connection is destroyed, although its
 * client may not have closed it. A half-open connection would keep the received part of the request
 * in memory for ever.
 *
 * Thousands of slow connections end in the same second, so these answers wait for spare time, like
 * those to a wrong key. A connection that has sent nothing at all is closed without an answer: its
 * client might take it for that of a request that it is about to send.
 */
export function answerMalformedHttp({ publicUrl, admission }: MalformedHttpDeps) {
  const seen = new WeakSet<Socket>();
  return (error: Error & { code?: string }, socket: Socket): void => {
    // Each part that follows a broken one is broken, too.
    if (seen.has(socket)) return;
    seen.add(socket);
    if (error.code === 'ECONNRESET' || !socket.writable) {
      socket.destroy();
      return;
    }
    socket.pause();
    const answer = () => {
      if (!socket.writable) return;
      if (socket.bytesRead > 0) socket.write(write(toProblem(error), publicUrl ?? ''));
      socket.destroySoon();
    };
    admission.connections.whenNothingIsOwed(socket, () => failInTurn(admission, answer));
  };
}

function write(problem: Problem, base: string): string {
  const requestId = newRequestId();
  const { status } = PROBLEMS[problem.code];
  const body = JSON.stringify(problemDocument(problem, requestId, base));
  return [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'content-type: application/json',
    `content-length: ${Buffer.byteLength(body)}`,
    `x-request-id: ${requestId}`,
    'connection: close',
    '',
    body,
  ].join('\r\n');
}

function toProblem(error: Error & { code?: string }): Problem {
  return error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
    ? new Problem('user/bad_request/request_timeout', 'The request did not arrive in time.')
    : new Problem(
        'user/bad_request/request_body_unreadable',
        `The request is not valid HTTP: ${error.message}.`,
      );
}
