import { describe, expect, it } from 'vitest';
import { findProblems } from '../../../tools/words/find-problems.mjs';
import { readCode } from '../../../tools/words/read-code.mjs';
import { readManifest } from '../../../tools/words/read-manifest.mjs';
import { readMarkdown } from '../../../tools/words/read-markdown.mjs';

// Joined from pieces, because the gate reads this file too.
const LONG = `One${' two'.repeat(35)} three`;
const AT_MOST = `One${' two'.repeat(33)} three`;
const VAGUE = ['no', 'body'].join('');

function inCode(...lines) {
  return places(readCode(lines.join('\n'), 'file.ts'));
}

function inMarkdown(...lines) {
  return places(readMarkdown(lines.join('\n')));
}

function places(passages) {
  return findProblems(passages).map(({ line, what }) => `${line}: ${what.split(/[:\s]/)[0]}`);
}

describe('code', () => {
  it('reports the line on which a sentence begins, over line comments below each other', () => {
    const [first, second] = [LONG.slice(0, 40), LONG.slice(40)];
    expect(inCode('const a = 1;', `// Short. ${first}`, `// ${second}.`)).toEqual(['2: 37']);
  });

  it('accepts a sentence of 35 words', () => {
    expect(inCode(`// ${AT_MOST}.`, `/** ${AT_MOST}. ${AT_MOST}. */`)).toEqual([]);
  });

  it('joins no comments that stand behind code or are separated by a line', () => {
    expect(inCode(`a(); // ${AT_MOST}`, `b(); // ${AT_MOST}`)).toEqual([]);
    expect(inCode(`// ${AT_MOST}`, '', `// ${AT_MOST}`)).toEqual([]);
  });

  it('takes tags and list items of a doc comment separately, and leaves its examples out', () => {
    const fence = '```';
    expect(
      inCode(
        '/**',
        ` * ${AT_MOST}:`,
        ` * - ${AT_MOST}`,
        ` * @param a ${AT_MOST}`,
        ` * ${fence}ts`,
        ` * // ${LONG} ${VAGUE}`,
        ` * ${fence}`,
        ' * @example',
        ` * ask('${VAGUE}');`,
        ` * @returns ${AT_MOST}`,
        ' */',
      ),
    ).toEqual([]);
  });

  it('takes the rows of an aligned table in a comment separately', () => {
    const row = AT_MOST.replace(' ', '    ');
    expect(inCode('/*', ` * ${row}`, ` * ${row}`, ' */')).toEqual([]);
  });

  it('finds comments behind regular expressions, divisions and templates', () => {
    const quoted = '`';
    expect(
      inCode(
        `const a = /"/; // ${VAGUE}`,
        `const b = c / d; // ${VAGUE}`,
        `const e = ${quoted}// \${f /* ${VAGUE} */} ' ${quoted}; // ${VAGUE}`,
      ),
    ).toEqual([`1: "${VAGUE}"`, `2: "${VAGUE}"`, `3: "${VAGUE}"`, `3: "${VAGUE}"`]);
  });

  it('does not take the text of a string for a comment', () => {
    expect(inCode(`const a = 'http://${VAGUE}';`, `const b = \`// ${VAGUE}\`;`)).toEqual([]);
  });

  it('reports a long sentence of a string, joined by + or with values filled in', () => {
    const [first, second] = [LONG.slice(0, 40), LONG.slice(40)];
    expect(inCode(`const a = '${LONG}';`)).toEqual(['1: 37']);
    expect(inCode(`const a = '${first}' +`, `  '${second}';`)).toEqual(['1: 37']);
    expect(inCode(`const a = \`${LONG} \${b} and\`;`)).toEqual(['1: 39']);
  });

  it('leaves out SQL and identifiers', () => {
    const columns = 'a b c '.repeat(20);
    expect(inCode(`const a = \`select ${columns}from d\`;`, `const b = sql\`${LONG}\`;`)).toEqual(
      [],
    );
    expect(inCode(`const a = '${'a_b c.d e=f '.repeat(20)}';`)).toEqual([]);
  });

  it.each(['it', 'describe', 'it.skipIf(a)', 'it.each([b])'])('reads the titles of %s', (call) => {
    expect(inCode(`${call}('asks ${VAGUE}', () => {});`)).toEqual([`1: "${VAGUE}"`]);
  });
});

describe('Markdown', () => {
  it('takes list items, headings and the cells of a table separately', () => {
    expect(
      inMarkdown(`# ${AT_MOST}`, AT_MOST, `- ${AT_MOST}`, `1. ${AT_MOST}`, '', `${AT_MOST}:`),
    ).toEqual([]);
    expect(inMarkdown(`| ${AT_MOST} | ${AT_MOST} |`, '|---|---|', `| ${LONG} | a |`)).toEqual([
      '3: 37',
    ]);
  });

  it('joins the lines of a paragraph', () => {
    expect(inMarkdown('', LONG.slice(0, 40), LONG.slice(40))).toEqual(['2: 37']);
  });

  it('leaves out code, addresses of links and front matter', () => {
    const fence = '```';
    expect(inMarkdown(`${fence}sh`, `${LONG} ${VAGUE}`, fence)).toEqual([]);
    expect(inMarkdown(`One \`${LONG} ${VAGUE}\` [two](./${VAGUE}.md)`)).toEqual([]);
    expect(inMarkdown('---', `a: ${VAGUE}`, '---', VAGUE)).toEqual([`4: "${VAGUE}"`]);
  });
});

describe('package.json', () => {
  it('reads the description', () => {
    const manifest = JSON.stringify({ name: VAGUE, description: `For ${VAGUE}` }, null, 2);
    expect(places(readManifest(manifest))).toEqual([`3: "${VAGUE}"`]);
  });
});

describe('an allowance', () => {
  it('covers what stands below it or before it on its line', () => {
    expect(inCode('// check-words: allow, the RFC says so', `// "${LONG}"`)).toEqual([]);
    expect(inCode('// check-words: allow, the RFC says so', `const a = '${LONG}';`)).toEqual([]);
    expect(inCode(`const a = '${LONG}'; // check-words: allow, the RFC says so`)).toEqual([]);
    expect(inMarkdown('<!-- check-words: allow, the RFC says so -->', `> ${LONG}`)).toEqual([]);
  });

  it('covers nothing else', () => {
    expect(inCode('// check-words: allow, a quotation', `// ${LONG}`, '', `// ${LONG}`)).toEqual([
      '4: 37',
    ]);
  });

  it('is refused without a reason and where nothing needs it', () => {
    expect(inCode('// check-words: allow', `// ${LONG}`)).toEqual(['2: the']);
    expect(inCode('// check-words: allow, a quotation', '// Short.')).toEqual(['2: the']);
  });
});
