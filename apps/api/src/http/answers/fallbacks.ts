import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Problem } from '../../domain/problems.js';
import { failInTurn } from '../admission/admission.js';
import type { Admission } from '../admission/create-admission.js';

/** Requests without a route: the path is unknown, or it is known for other methods only. */
export function registerFallbacks(app: FastifyInstance, admission: Admission): void {
  // A hook and not a handler, so that no body is read only to be discarded.
  app.addHook('onRequest', (request, reply, done) => {
    if (request.is404) failInTurn(admission, () => done(toProblem(app, request, reply)));
    else done();
  });
}

function toProblem(app: FastifyInstance, request: FastifyRequest, reply: FastifyReply): Problem {
  const path = request.url.split('?')[0] ?? request.url;
  const allowed = app.supportedMethods.filter((method) => app.hasRoute({ method, url: path }));
  if (allowed.length === 0) {
    return new Problem(
      'user/bad_request/unknown_route',
      `There is nothing at ${path}. Operations are at /v2/<group>.<action>.`,
    );
  }
  reply.header('allow', allowed.join(', '));
  return new Problem(
    'user/bad_request/method_not_allowed',
    `${path} takes ${allowed.join(', ')}, not ${request.method}.`,
  );
}
