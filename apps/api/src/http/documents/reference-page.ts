import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';

/**
 * The page that shows the OpenAPI document. It loads nothing from other hosts and has no buttons
 * that lead to one, and its policy forbids both. It has no script of its own: what starts it is a
 * file too, so that the policy can forbid scripts within pages.
 */
export const REFERENCE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "connect-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Paths are relative, because a proxy may serve all of this below a path of its own. */
export const REFERENCE_PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>API reference</title>
</head>
<body>
<div id="app"></div>
<script src="scalar.js"></script>
<script src="start.js"></script>
</body>
</html>
`;

export const REFERENCE_START = `Scalar.createApiReference('#app', {
  url: '../openapi.json',
  withDefaultFonts: false,
  telemetry: false,
  hideClientButton: true,
  showDeveloperTools: 'never',
});
`;

/** The program of the page. The package exports no path to it. */
export async function readReferenceProgram(): Promise<Buffer> {
  const require = createRequire(import.meta.url);
  const entry = require.resolve('@scalar/fastify-api-reference');
  return readFile(path.join(path.dirname(entry), 'js', 'standalone.js'));
}
