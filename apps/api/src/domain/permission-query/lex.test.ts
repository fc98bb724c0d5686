import { describe, expect, it } from 'vitest';
import { type Token, tokenAt } from './lex.js';

describe('tokenAt', () => {
  it.each([
    ['', ['end@0']],
    [' \t\r\n', ['end@4']],
    ['a.b_c-d*e:f/0', ['permission:a.b_c-d*e:f/0@0', 'end@13']],
    ['a AND b', ['permission:a@0', 'and:AND@2', 'permission:b@6', 'end@7']],
    ['and Or', ['and:and@0', 'or:Or@4', 'end@6']],
    [
      'ANDROID OR.x or_',
      ['permission:ANDROID@0', 'permission:OR.x@8', 'permission:or_@13', 'end@16'],
    ],
    ['(a)', ['open:(@0', 'permission:a@1', 'close:)@2', 'end@3']],
    ['a\n)', ['permission:a@0', 'close:)@2', 'end@3']],
    ['a,b', ['permission:a@0', 'illegal:,@1']],
    ['é', ['illegal:é@0']],
    ['a 🔑', ['permission:a@0', 'illegal:🔑@2']],
    ['a\u00a0b', ['permission:a@0', 'illegal:\u00a0@1']],
    ['a\u0000', ['permission:a@0', 'illegal:\u0000@1']],
  ])('reads %j as %j', (text, tokens) => {
    expect(tokensOf(text).map(show)).toEqual(tokens);
  });
});

function tokensOf(text: string): Token[] {
  const tokens = [tokenAt(text, 0)];
  for (let last = tokens[0]; last; last = tokens.at(-1)) {
    if (last.kind === 'end' || last.kind === 'illegal') break;
    tokens.push(tokenAt(text, last.end));
  }
  return tokens;
}

function show(token: Token): string {
  return `${token.kind}${token.text && ':'}${token.text}@${token.position}`;
}
