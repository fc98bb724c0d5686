import { PROBLEMS, type ProblemCode } from '@unlatch/contract/problems/catalogue';
import type { FastifyInstance } from 'fastify';
import type { Untaken } from '../admission/untaken.js';
import { serveStatic } from './static-page.js';

/** The page behind `error.type` of every problem, so that the link always works. */
export function registerErrorPages(app: FastifyInstance, untaken: Untaken): void {
  for (const code of Object.keys(PROBLEMS) as ProblemCode[]) {
    const page = {
      type: 'text/html; charset=utf-8',
      policy: "default-src 'none'; style-src 'unsafe-inline'",
      make: () => errorPage(code),
    };
    serveStatic(app, `/docs/errors/${code}`, page, untaken);
  }
}

function errorPage(code: ProblemCode): string {
  const { status, title, meaning, remedy } = PROBLEMS[code];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${status} ${title}: ${code}</title>
<style>
  body { font: 16px/1.5 system-ui, sans-serif; max-width: 42rem; margin: 4rem auto; padding: 0 1rem; }
  code { background: #8882; padding: .1em .3em; border-radius: .2em; }
  :root { color-scheme: light dark; }
</style>
</head>
<body>
<h1>${status} ${title}</h1>
<p><code>${code}</code></p>
<h2>What happened</h2>
<p>${escapeHtml(meaning)}</p>
<h2>What to do</h2>
<p>${escapeHtml(remedy)}</p>
</body>
</html>
`;
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
