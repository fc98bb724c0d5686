import { type TString, Type } from '@sinclair/typebox';

/*
 * The kinds of text that people choose. Each is one pattern, so that documents, clients and the
 * service say the same. The escapes are those of JavaScript, Java, Python and .NET.
 *
 * Line breaks, control characters and marks of direction are refused in all of them: a name appears
 * in logs, terminals and the audit trail, where these forge lines, hide text or turn it round.
 */

const CONTROL = '\\u0000-\\u001f\\u007f-\\u009f';
const DIRECTION = '\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u206f';
const LINE_ENDS = '\\u2028\\u2029';
/** Not the joiners U+200C and U+200D, which Persian, Hindi and emoji are written with. */
const ZERO_WIDTH = '\\u200b\\u2060-\\u2065\\ufeff\\ufff9-\\ufffb';
/** Everything else that shows nothing, or changes what stands beside it. */
const INVISIBLE =
  '\\u00ad\\u034f\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200c\\u200d\\u3164\\ufe00-\\ufe0f\\uffa0\\ufff0-\\ufff8';

/** A name that is shown to people and names nothing: of an API, a key, a workspace. */
export const LABEL_PATTERN = `^[^${CONTROL}${DIRECTION}${LINE_ENDS}${ZERO_WIDTH}]*$`;

/** Text for people that may have several lines. */
export const PROSE_PATTERN = `^(?:[^${CONTROL}${DIRECTION}${LINE_ENDS}${ZERO_WIDTH}]|[\\t\\n]|\\r\\n)*$`;

/** A name by which something is found or granted. Two of them that look alike would be a trap. */
export const NAME_PATTERN = `^[^${CONTROL}${DIRECTION}${LINE_ENDS}${ZERO_WIDTH}${INVISIBLE}]*$`;

/** AND and OR are the operators of a permission query, in any case. */
export const NEW_SLUG_PATTERN = '^(?!(?:[aA][nN][dD]|[oO][rR])$)[a-zA-Z0-9_:\\-\\.\\*]+$';

/** Root keys begin with unkey_. */
export const KEY_PREFIX_PATTERN = '^(?![uU][nN][kK][eE][yY](?:_|$))[a-zA-Z0-9_]+$';

/** What a text breaks that does not match, in words that follow its place. */
export const PATTERN_RULES: ReadonlyMap<string, string> = new Map([
  [
    LABEL_PATTERN,
    'must not contain line breaks, control characters, marks of direction or zero-width characters',
  ],
  [
    PROSE_PATTERN,
    'must not contain control characters, marks of direction or zero-width characters',
  ],
  [
    NAME_PATTERN,
    'must not contain line breaks, control characters, marks of direction or invisible characters',
  ],
  [NEW_SLUG_PATTERN, 'must consist of letters, digits and _ : - . *, and must not be AND or OR'],
  [KEY_PREFIX_PATTERN, 'must consist of letters, digits and _, and must not begin as root keys do'],
]);

interface Options {
  readonly minLength?: number;
  readonly maxLength: number;
  readonly description?: string;
}

export function label(options: Options): TString {
  return Type.String({ ...options, pattern: LABEL_PATTERN });
}

export function prose(options: Options): TString {
  return Type.String({ ...options, pattern: PROSE_PATTERN });
}

export function name(options: Options): TString {
  return Type.String({ ...options, pattern: NAME_PATTERN });
}
