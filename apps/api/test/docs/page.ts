/** One ```sh block of a document, and what the document says that it prints. */
export interface Example {
  readonly line: number;
  readonly script: string;
  /** The ```json block right below it: the answer of its last command. */
  readonly printed: unknown;
  /** The status in `# answers 409` after a command. All other commands must succeed. */
  readonly refusals: readonly number[];
}

const FENCED = /^( *)```(sh|json)\n([\s\S]*?)^\1```$/gm;

/** What readers replace with their own values. The tests take them from the environment. */
const SETTINGS = /^export UNLATCH_(?:URL=http:\/\/127\.0\.0\.1:7070|ROOT_KEY=unkey_\.{3})$/gm;

export function readExamples(page: string): readonly Example[] {
  const blocks = [...page.matchAll(FENCED)];
  return blocks.flatMap((block, index) => {
    const [, indent = '', language, text = ''] = block;
    if (language !== 'sh') return [];
    // As it is shown, and copied, in a list.
    const content = text.replaceAll(new RegExp(`^${indent}`, 'gm'), '');
    const [, , nextLanguage, nextContent = ''] = blocks[index + 1] ?? [];
    return {
      line: page.slice(0, block.index).split('\n').length,
      script: content.replace(SETTINGS, ''),
      printed: nextLanguage === 'json' ? JSON.parse(nextContent) : undefined,
      refusals: [...content.matchAll(/# answers (\d{3})$/gm)].map(([, status]) => Number(status)),
    };
  });
}

/** The part of a document from one heading to the next of any level. */
export function section(text: string, heading: string): string {
  const [, after = ''] = text.split(`\n${heading}\n`);
  return after.split(/\n#+ /)[0] ?? '';
}

const ID_OR_KEY = /\b([a-z]+)_[A-Za-z0-9]{14,}\b/g;
const CURL = /\bcurl\/[\d.]+/;
/** After September 2001. No count in the documents is as large. */
const TIME_MIN_MS = 1_000_000_000_000;

/** Ids, keys, times and the version of curl differ each time. Only their kind is the same. */
export function withPlaceholders(value: unknown): unknown {
  if (typeof value === 'string') {
    return value.replace(ID_OR_KEY, '$1_…').replace(CURL, 'curl');
  }
  if (typeof value === 'number') return value > TIME_MIN_MS ? 'a time' : value;
  if (Array.isArray(value)) return value.map(withPlaceholders);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [name, withPlaceholders(part)]),
  );
}
