import type { FastifyRequest } from 'fastify';
import type { WebForm } from './web-files.js';

/** The first form that the client accepts. The last one is plain, which all clients accept. */
export function acceptedForm(request: FastifyRequest, forms: readonly WebForm[]): WebForm {
  const accepted = String(request.headers['accept-encoding'] ?? '').split(',');
  const form =
    forms.find(({ encoding }) => accepted.some((entry) => accepts(entry, encoding))) ??
    forms.at(-1);
  if (form === undefined) throw new Error('A file has no form.');
  return form;
}

function accepts(entry: string, encoding: string): boolean {
  const [name, ...parameters] = entry.split(';').map((part) => part.trim().toLowerCase());
  if (name !== encoding) return false;
  return !parameters.some((parameter) => /^q=0(?:\.0*)?$/.test(parameter));
}

/** Whether the client has it already. */
export function hasTag(request: FastifyRequest, tag: string): boolean {
  const known = request.headers['if-none-match'];
  if (known === undefined) return false;
  return known.split(',').some((entry) => entry.trim().replace(/^W\//, '') === tag);
}
