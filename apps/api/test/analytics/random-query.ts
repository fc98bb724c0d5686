import { FUNCTION_GROUPS } from '../../src/domain/analytics-query/functions.js';
import type {
  Expression,
  From,
  GroupBy,
  Join,
  JoinSide,
  JoinStrictness,
  OrderItem,
  Query,
  Select,
  SetOperation,
  Source,
  WithItem,
} from '../../src/domain/analytics-query/syntax/tree.js';
import type { Random } from '../fuzz/random.js';
import { RandomExpression, type Vocabulary } from './random-expression.js';

/** Without two for which the engine has a syntax of its own: `trim(BOTH 'x' FROM y)`. */
const FUNCTIONS = FUNCTION_GROUPS.flatMap((group) => group.names).filter(
  (name) => name !== 'trim' && name !== 'substring',
);
const SIDES: readonly JoinSide[] = ['INNER', 'LEFT', 'RIGHT', 'FULL'];

/** Names that need their quotes, and strings that need their escapes. */
export const HOSTILE_VOCABULARY: Vocabulary = {
  functions: FUNCTIONS,
  columns: [
    'time',
    'x',
    'a b',
    'FROM',
    'select',
    'größe',
    "it's",
    '1',
    '*',
    '--',
    '/*',
    '{y}',
    ';',
  ],
  tables: ['key_verifications_v1', 'a', 'WHERE', 'x y'],
  strings: [
    '',
    "'",
    "''",
    '\\',
    "\\'",
    '\\n',
    '\n',
    '\0',
    '\u007f',
    '`',
    '"',
    '--',
    '/*',
    '🔑',
    '\\x',
  ],
};

/**
 * A random tree of everything that may be printed. The budget bounds its size: each node takes one
 * from it, and without a budget only leaves are made.
 */
export function randomQuery(random: Random, vocabulary: Vocabulary, budget: number): Query {
  return new RandomQuery(random, vocabulary, budget).query();
}

class RandomQuery {
  readonly #random: Random;
  readonly #words: Vocabulary;
  readonly #expressions: RandomExpression;

  constructor(random: Random, vocabulary: Vocabulary, budget: number) {
    this.#random = random;
    this.#words = vocabulary;
    this.#expressions = new RandomExpression(random, vocabulary, budget, () => this.query());
  }

  query(): Query {
    const rest = this.#expressions.few(() => this.#operation(), 10);
    // Alone in parentheses, a query is the same without them.
    const isNested = rest.length > 0 && this.#random.percent(30);
    const first = isNested ? ({ kind: 'nested', query: this.query() } as const) : this.#select();
    return { kind: 'query', first, rest };
  }

  #operation(): SetOperation {
    const operator = this.#random.pick(['UNION', 'EXCEPT', 'INTERSECT'] as const);
    const isPlain = operator !== 'UNION' && this.#random.percent(30);
    const mode = isPlain ? null : this.#random.pick(['ALL', 'DISTINCT'] as const);
    return { operator, mode, branch: this.#select() };
  }

  #select(): Select {
    const expressions = this.#expressions;
    const columns = expressions.some(() => this.#column());
    const orderBy = expressions.few((): OrderItem => expressions.orderItem(), 30);
    const limitBy = this.#maybe(10, () => ({
      count: expressions.wholeNumber(),
      offset: this.#maybe(50, () => expressions.wholeNumber()),
      by: expressions.some(() => expressions.expression()),
    }));
    return {
      kind: 'select',
      with: expressions.few(() => this.#withItem(), 15),
      distinct: this.#random.percent(10),
      columns,
      // Without FROM, the engine takes EXCEPT behind a star for a list of columns.
      from: columns.some(({ kind }) => kind === 'star')
        ? this.#from()
        : this.#maybe(85, () => this.#from()),
      prewhere: this.#maybe(10, () => expressions.expression()),
      where: this.#maybe(50, () => expressions.expression()),
      groupBy: this.#maybe(30, () => this.#groupBy()),
      having: this.#maybe(15, () => expressions.expression()),
      windows: expressions.few(
        () => ({ name: expressions.name(), window: expressions.window() }),
        10,
      ),
      qualify: this.#maybe(10, () => expressions.expression()),
      orderBy,
      limitBy,
      limit: this.#maybe(30, () => ({
        count: expressions.wholeNumber(),
        // The engine has WITH TIES only behind ORDER BY, and not beside LIMIT BY.
        ties: orderBy.length > 0 && limitBy === null && this.#random.percent(20),
      })),
      // Behind LIMIT BY, the engine has OFFSET only with LIMIT, which the guard adds.
      offset: limitBy === null ? this.#maybe(15, () => expressions.wholeNumber()) : null,
      settings: false,
    };
  }

  #withItem(): WithItem {
    const name = this.#expressions.name();
    if (this.#random.percent(50)) return { kind: 'cte', name, query: this.query() };
    return { kind: 'alias', value: this.#expressions.expression(), name };
  }

  #column(): Expression {
    if (this.#random.percent(80)) return this.#expressions.item();
    return {
      kind: 'star',
      table: this.#maybe(50, () => this.#expressions.name()),
      except: this.#expressions.few(() => this.#expressions.name(), 30),
    };
  }

  #from(): From {
    return { first: this.#source(), joins: this.#expressions.few(() => this.#join(), 20) };
  }

  #source(): Source {
    const alias = this.#maybe(40, () => this.#expressions.name());
    if (this.#random.percent(20) && this.#expressions.spend()) {
      return { kind: 'derived', query: this.query(), alias };
    }
    return { kind: 'table', path: [this.#random.pick(this.#words.tables) ?? 't'], alias };
  }

  #join(): From['joins'][number] {
    const expressions = this.#expressions;
    if (this.#random.percent(20)) {
      const items = expressions.some(() => expressions.item());
      return { kind: 'arrayJoin', left: this.#random.percent(50), items };
    }
    const source = this.#source();
    if (this.#random.percent(20)) {
      return { kind: 'join', strictness: null, side: 'CROSS', source, on: null, using: [] };
    }
    const { side, strictness } = this.#kindOfJoin();
    const using = expressions.few(() => expressions.name(), 30);
    const on = using.length > 0 ? null : expressions.expression();
    return { kind: 'join', strictness, side, source, on, using };
  }

  /** The engine has no other combinations. */
  #kindOfJoin(): Pick<Join, 'side' | 'strictness'> {
    const strictness = this.#random.pick<JoinStrictness | null>([
      null,
      'ANY',
      'ALL',
      'SEMI',
      'ANTI',
    ]);
    const sides: readonly JoinSide[] =
      strictness === 'SEMI' || strictness === 'ANTI' ? ['LEFT', 'RIGHT'] : SIDES;
    if (this.#random.percent(10)) return { side: 'LEFT', strictness: 'ASOF' };
    return { side: this.#random.pick(sides) ?? 'INNER', strictness };
  }

  #groupBy(): GroupBy {
    const expressions = this.#expressions;
    const totals = this.#random.percent(20);
    const read = () => expressions.expression();
    switch (this.#random.below(4)) {
      case 0:
        return { kind: 'all', totals };
      case 1:
        return { kind: 'sets', sets: expressions.some(() => expressions.few(read, 70)), totals };
      default: {
        const modifier = this.#random.pick([null, null, 'ROLLUP', 'CUBE'] as const);
        return { kind: 'items', items: expressions.some(read), modifier, totals };
      }
    }
  }

  #maybe<T>(share: number, make: () => T): T | null {
    return this.#random.percent(share) ? make() : null;
  }
}
