// A sentence ends before something that can begin one: "e.g. this" and "1.5" contain no end.
const END = /[.!?]["'”’)\]*_]*\s+(?=["'“‘([`*_]*[A-Z0-9`]|\*\*)/g;
const NO_END = /\b(?:e\.g|i\.e|vs|cf|etc|approx)\.\s+$/i;

/** The sentences of a passage, with their offsets. Line breaks are kept. */
export function sentencesOf(text) {
  const sentences = [];
  let offset = 0;
  for (const match of text.matchAll(END)) {
    const end = match.index + match[0].length;
    if (NO_END.test(text.slice(offset, end))) continue;
    sentences.push({ sentence: text.slice(offset, end).trim(), offset });
    offset = end;
  }
  sentences.push({ sentence: text.slice(offset).trim(), offset });
  return sentences.filter(({ sentence }) => sentence !== '');
}

/** Dashes and operators are not words. */
export function wordCount(sentence) {
  return sentence.split(/\s+/).filter((word) => /[\p{L}\p{N}…]/u.test(word)).length;
}

/** Prose without the addresses of its links, and with code in backticks as one word. */
export function plainProse(text) {
  return text
    .replace(/(`+)(?!`)[\s\S]*?[^`]\1(?!`)/g, (code) => code.replace(/[^\S\n]+/g, '_'))
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/\{@link\s+([^}\s]+)[^}]*\}/g, '$1');
}

export function keepLines(text, replacement = '') {
  return replacement + text.replace(/[^\n]/g, '');
}

/** The reason in `check-words: allow, <reason>`; '' without a reason, undefined without `allow`. */
export function allowanceIn(text) {
  const match = /^check-words: allow\b(?:[,:]\s*(?<reason>[^\n]*))?/.exec(text.trim());
  return match === null ? undefined : (match.groups.reason ?? '');
}
