import type { IncomingHttpHeaders } from 'node:http';
import { Problem } from '../../domain/problems.js';

const USUAL_TYPE = 'application/json';
const CHARSET = /;\s*charset\s*=\s*"?([^";\s]*)/gi;

/** Of a body whose bytes are not the UTF-8 of its text: it would be read as something else. */
export function findEncodingFault(headers: IncomingHttpHeaders): Problem | undefined {
  const encoding = headers['content-encoding'];
  if (encoding !== undefined && !/^(identity)?$/i.test(encoding.trim())) {
    return unsupported(
      `Content-Encoding ${encoding}. Send the body as it is, without compression.`,
    );
  }
  const type = headers['content-type'];
  if (type === undefined || type === USUAL_TYPE) return undefined;
  for (const [, charset = ''] of type.matchAll(CHARSET)) {
    if (!/^utf-?8$/i.test(charset))
      return unsupported(`charset ${charset}. Send the body in UTF-8.`);
  }
  return undefined;
}

function unsupported(what: string): Problem {
  return new Problem('user/bad_request/unsupported_body_encoding', `This service reads no ${what}`);
}
