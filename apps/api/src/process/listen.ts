import type { FastifyInstance } from 'fastify';
import { OperatorError } from '../lib/operator-error.js';
import { serviceUrl } from './banner.js';

/** Opens the port. Returns the address of the service. Port 0 means any free port. */
export async function listen(
  app: FastifyInstance,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<string> {
  try {
    await app.listen({ host: oneAddress(host), port });
  } catch (error) {
    throw isPortTaken(error) ? new PortTakenError(error) : error;
  }
  const address = app.server.address();
  const openPort = address !== null && typeof address === 'object' ? address.port : port;
  return serviceUrl(host, openPort);
}

export class PortTakenError extends OperatorError {
  constructor(cause: Error) {
    super(`Another program listens on this address (${cause.message}). Stop it, or set PORT.`, {
      cause,
    });
  }
}

function isPortTaken(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
}

/**
 * For `localhost` Fastify opens a second server, for the other address that the name may have.
 * `OpenConnections` would not see its connections. A client that connects to the name tries both
 * addresses.
 */
function oneAddress(host: string): string {
  return host === 'localhost' ? '127.0.0.1' : host;
}
