import ts from 'typescript';

/**
 * The comments of a source file as `{ line, endLine, text }`, without their marks. Line comments
 * below each other are one. The scanner alone cannot recognise a regular expression or the rest of
 * a template. So it scans only the ranges between the `opaque` ones.
 */
export function commentsOf(tree, opaque) {
  const ranges = [];
  let start = 0;
  for (const { pos, end } of [...opaque].sort((a, b) => a.pos - b.pos)) {
    ranges.push(...commentsBetween(tree.text, start, pos));
    start = end;
  }
  ranges.push(...commentsBetween(tree.text, start, tree.text.length));
  return joinLines(ranges.map((range) => describe(tree, range)));
}

function commentsBetween(source, start, end) {
  const scanner = ts.createScanner(ts.ScriptTarget.Latest, false, ts.LanguageVariant.Standard);
  scanner.setText(source, start, end - start);
  const ranges = [];
  for (let kind = scanner.scan(); kind !== ts.SyntaxKind.EndOfFileToken; kind = scanner.scan()) {
    const isComment =
      kind === ts.SyntaxKind.SingleLineCommentTrivia ||
      kind === ts.SyntaxKind.MultiLineCommentTrivia;
    if (isComment) ranges.push({ pos: scanner.getTokenStart(), end: scanner.getTokenEnd() });
  }
  return ranges;
}

function describe(tree, { pos, end }) {
  const { line, character } = tree.getLineAndCharacterOfPosition(pos);
  const raw = tree.text.slice(pos, end);
  const isLine = raw.startsWith('//');
  const before = tree.text.slice(pos - character, pos);
  return {
    line: line + 1,
    endLine: tree.getLineAndCharacterOfPosition(end).line + 1,
    text: isLine ? raw.replace(/^\/+ ?/, '') : withoutMarks(raw),
    column: isLine && before.trim() === '' ? character : undefined,
  };
}

function withoutMarks(raw) {
  return raw
    .replace(/^\/\*+|\*+\/$/g, '')
    .split('\n')
    .map((line) => line.replace(/^\s*\*? ?/, ''))
    .join('\n');
}

function joinLines(comments) {
  const joined = [];
  for (const comment of comments) {
    const last = joined.at(-1);
    const goesOn =
      last?.column !== undefined &&
      last.column === comment.column &&
      last.endLine + 1 === comment.line;
    if (goesOn) {
      last.text += `\n${comment.text}`;
      last.endLine = comment.endLine;
    } else {
      joined.push({ ...comment });
    }
  }
  return joined;
}
