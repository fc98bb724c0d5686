import { sentencesOf, wordCount } from './sentences.mjs';

const WORDS_MAX = 35;
const VAGUE = /\b(nobody|somebody|whoever|everybody|anybody|meanwhile)\b/gi;
const SHOWN_MAX = 60;

/**
 * The problems of passages of prose, as `{ line, what }`. A passage is `{ line, text }`. Its
 * `allowance` is the author's reason to let it pass, empty if there is none.
 */
export function findProblems(passages) {
  return passages.flatMap((passage) => {
    const found = problemsOf(passage);
    if (passage.allowance === undefined) return found;
    if (passage.allowance === '') return [at(passage, 0, 'the allowance gives no reason')];
    return found.length > 0 ? [] : [at(passage, 0, 'the allowance is not needed')];
  });
}

function problemsOf(passage) {
  return sentencesOf(passage.text).flatMap(({ sentence, offset }) => {
    const withoutCode = sentence.replace(/`[^`]*`/g, (code) => code.replace(/\S/g, '_'));
    const found = [...withoutCode.matchAll(VAGUE)].map((match) =>
      at(passage, offset + match.index, `"${match[0]}" in "${beginning(sentence)}"`),
    );
    const count = wordCount(sentence);
    if (count <= WORDS_MAX) return found;
    return [at(passage, offset, `${count} words: "${beginning(sentence)}"`), ...found];
  });
}

function at(passage, offset, what) {
  const linesBefore = passage.text.slice(0, offset).split('\n').length - 1;
  return { line: passage.line + linesBefore, what };
}

function beginning(sentence) {
  const line = sentence.replace(/\s+/g, ' ');
  return line.length > SHOWN_MAX ? `${line.slice(0, SHOWN_MAX)}…` : line;
}
