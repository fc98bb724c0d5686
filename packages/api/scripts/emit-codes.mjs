/** TypeScript text with the codes of all problems, each with what it means. */
export function emitCodes(problems) {
  const codes = Object.entries(problems)
    .filter(([code]) => !ONLY_PEOPLE.test(code))
    .map(([code, { status, meaning }]) => {
      return `  /** ${status}: ${meaning} */\n  '${shorten(code)}': ${status};\n`;
    });
  return `/** Every problem that the service can answer, with its HTTP status. */
export interface Problems {
${codes.join('')}}
`;
}

/** These concern sessions and links of people, which a client with a root key never meets. */
const ONLY_PEOPLE = /^unlatch\/(?:session|link|workspace)\//;

/** The last two parts, which an error has as its `code`. */
function shorten(code) {
  return code.split('/').slice(-2).join('/');
}
