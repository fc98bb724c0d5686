import { paragraphsOf } from './paragraphs.mjs';
import { keepLines } from './sentences.mjs';

const FRONT_MATTER = /^---\n[\s\S]*?\n---$/m;

export function readMarkdown(source) {
  const text = source.startsWith('---\n')
    ? source.replace(FRONT_MATTER, (block) => keepLines(block))
    : source;
  return paragraphsOf(text);
}
