import ts from 'typescript';
import { commentsOf } from './comments.mjs';
import { paragraphsOf } from './paragraphs.mjs';
import { allowanceIn } from './sentences.mjs';

const TITLED = new Set(['it', 'test', 'describe']);
const SHORT_MESSAGE_WORDS = 4;

/** Comments, test titles, and strings for people: those that are mostly words. */
export function readCode(source, file) {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true);
  const strings = stringsOf(tree);
  const comments = commentsOf(tree, strings.opaque);
  const lineOf = (position) => tree.getLineAndCharacterOfPosition(position).line + 1;

  const allowances = new Map(
    comments.map(({ text, endLine }) => [endLine, allowanceIn(lastLine(text))]),
  );
  const messages = strings.texts.map(({ position, text }) => {
    const line = lineOf(position);
    const allowance = allowances.get(line) ?? allowances.get(line - 1);
    return allowance === undefined ? { line, text } : { line, text, allowance };
  });
  return [...comments.flatMap(({ text, line }) => paragraphsOf(text, line)), ...messages].sort(
    (a, b) => a.line - b.line,
  );
}

/** The prose in strings, and the ranges of the source in which no comment can begin. */
function stringsOf(tree) {
  const texts = [];
  const opaque = [];
  visit(tree);
  return { texts, opaque };

  function visit(node) {
    if (isOpaque(node)) opaque.push({ pos: node.getStart(tree), end: node.getEnd() });
    if (isWholeText(node)) {
      const text = textOf(node);
      if (isTitle(node) || isMessage(text)) texts.push({ position: node.getStart(tree), text });
    }
    ts.forEachChild(node, visit);
  }
}

function isOpaque(node) {
  return (
    ts.isStringLiteral(node) ||
    ts.isNoSubstitutionTemplateLiteral(node) ||
    ts.isTemplateHead(node) ||
    ts.isTemplateMiddleOrTemplateTail(node) ||
    ts.isRegularExpressionLiteral(node) ||
    ts.isJsxText(node)
  );
}

/** A string, or strings joined by `+`, that is not a part of a longer one. */
function isWholeText(node) {
  if (textOf(node) === undefined || ts.isTaggedTemplateExpression(node.parent)) return false;
  return !ts.isBinaryExpression(node.parent) || textOf(node.parent) === undefined;
}

/** The text of a string, with a placeholder for each value. */
function textOf(node) {
  if (ts.isStringLiteralLike(node) || ts.isJsxText(node)) return node.text;
  if (ts.isParenthesizedExpression(node)) return textOf(node.expression);
  if (ts.isTemplateExpression(node)) {
    return node.head.text + node.templateSpans.map((span) => `…${span.literal.text}`).join('');
  }
  if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== ts.SyntaxKind.PlusToken) {
    return undefined;
  }
  const [left, right] = [textOf(node.left), textOf(node.right)];
  if (left === undefined && right === undefined) return undefined;
  return (left ?? '…') + (right ?? '…');
}

/** `it('…')`, `describe.skipIf(x)('…')`, `it.each(cases)('…')`. */
function isTitle(node) {
  const call = node.parent;
  if (!ts.isCallExpression(call) || call.arguments[0] !== node) return false;
  let callee = call.expression;
  while (!ts.isIdentifier(callee)) {
    if (callee.expression === undefined) return false;
    callee = callee.expression;
  }
  return TITLED.has(callee.text);
}

/** SQL, scripts, URLs and lists of identifiers are data. */
function isMessage(text) {
  const words = text.trim().split(/\s+/);
  if (words.length < SHORT_MESSAGE_WORDS || STATEMENT.test(text)) return false;
  const plain = words.filter((word) => PLAIN_WORD.test(word)).length;
  return plain / words.length >= PLAIN_SHARE_MIN;
}

const STATEMENT =
  /^\s*(?:select|insert into|update|delete from|with|create|alter|drop|comment on|grant|set|from|join|left join|where|local|return|import)\b(?![^.]*\.\s*$)/;
const PLAIN_WORD = /^[("'“‘`]*(?:[A-Za-z][A-Za-z'’-]*|\d[\d,.]*|…)[.,;:!?)"'”’`]*$/;
const PLAIN_SHARE_MIN = 0.75;

function lastLine(text) {
  return text.trimEnd().split('\n').at(-1) ?? '';
}
