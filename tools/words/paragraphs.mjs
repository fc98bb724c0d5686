import { allowanceIn, keepLines, plainProse } from './sentences.mjs';

const FENCED = /^(?<indent>[ \t]*)(?<fence>`{3,}|~{3,})[^\n]*\n[\s\S]*?^[ \t]*\k<fence>[ \t]*$/gm;
const EXAMPLE = /^\s*@example\b[\s\S]*?(?=^\s*@\w|(?![\s\S]))/gm;
const SEPARATES = /^\s*(?:$|\|?\s*:?-{3,}|={3,}\s*$)/;
const BEGINS = /^\s*(?:[-*+•]\s|\d+[.)]\s|#{1,6}\s|>|@\w+|\|)|\S {3,}\S/;
const MARK = /^\s*(?:[-*+•]\s+|\d+[.)]\s+|#{1,6}\s+|>\s?|@param\s+\S+\s*|@\w+\s*)/;
const ALLOWANCE = /^\s*<!--\s*(?<inner>.*?)\s*-->\s*$/;

/**
 * The passages of Markdown, and of comments: paragraphs, list items, headings, table cells, and the
 * rows of a comment's aligned table. Code is left out. An allowance on a line of its own applies to
 * the passage below it.
 */
export function paragraphsOf(markdown, firstLine = 1) {
  const passages = [];
  let open;
  let allowance;
  const withoutCode = markdown
    .replace(FENCED, (block) => keepLines(block))
    .replace(EXAMPLE, (block) => keepLines(block));
  const lines = plainProse(withoutCode).split('\n');
  for (const [index, line] of lines.entries()) {
    const allowed = allowanceIn(ALLOWANCE.exec(line)?.groups.inner ?? line);
    if (allowed !== undefined) {
      allowance = allowed;
      open = undefined;
    } else if (SEPARATES.test(line)) {
      open = undefined;
    } else if (open === undefined || BEGINS.test(line)) {
      const begun = passagesOfLine(line.replace(MARK, ''), firstLine + index, allowance);
      passages.push(...begun);
      open = begun.length === 1 ? begun[0] : undefined;
      allowance = undefined;
      if (/^\s*#{1,6}\s/.test(line)) open = undefined;
    } else {
      open.text += `\n${line}`;
    }
  }
  return passages;
}

function passagesOfLine(line, number, allowance) {
  if (!/^\s*\|/.test(line)) return [passage(line, number, allowance)];
  const cells = line.split(/(?<!\\)\|/).filter((cell) => cell.trim() !== '');
  return cells.map((cell) => passage(cell, number, allowance));
}

function passage(text, line, allowance) {
  return allowance === undefined ? { line, text } : { line, text, allowance };
}
