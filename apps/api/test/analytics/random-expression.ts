import type { BinaryOperator, DataType } from '../../src/domain/analytics-query/syntax/terms.js';
import type {
  Call,
  Expression,
  FrameBound,
  OrderItem,
  Query,
  Window,
} from '../../src/domain/analytics-query/syntax/tree.js';
import type { Random } from '../fuzz/random.js';

/** The words that random queries are made of. */
export interface Vocabulary {
  readonly functions: readonly string[];
  readonly columns: readonly string[];
  readonly tables: readonly string[];
  readonly strings: readonly string[];
}

const OPERATORS: readonly BinaryOperator[] = [
  ...(['=', '!=', '<', '<=', '>', '>=', 'LIKE', 'NOT LIKE', 'ILIKE', 'NOT ILIKE'] as const),
  ...(['+', '-', '*', '/', '%', 'DIV'] as const),
];
const NUMBERS = ['1.0', '0.05', '1.50', '1e10', '2.5e-3', '18446744073709551615', '0', '1'];

/** The half of the random queries that is below SELECT. Both halves take from one budget. */
export class RandomExpression {
  readonly #random: Random;
  readonly #words: Vocabulary;
  readonly #query: () => Query;
  #budget: number;

  constructor(random: Random, words: Vocabulary, budget: number, query: () => Query) {
    this.#random = random;
    this.#words = words;
    this.#budget = budget;
    this.#query = query;
  }

  spend(): boolean {
    this.#budget -= 1;
    return this.#budget > 0;
  }

  expression(): Expression {
    if (!this.spend() || this.#random.percent(35)) return this.#leaf();
    return this.#random.percent(40) ? this.#call() : this.#composite();
  }

  /** What may have an alias without parentheses. */
  item(): Expression {
    const value = this.expression();
    return this.#random.percent(20) ? { kind: 'alias', value, name: this.name() } : value;
  }

  orderItem(): OrderItem {
    const part = () => (this.#random.percent(60) ? this.expression() : null);
    return {
      value: this.expression(),
      descending: this.#random.percent(50),
      nulls: this.#random.pick([null, null, 'FIRST', 'LAST'] as const),
      fill: this.#random.percent(10) ? { from: part(), to: part(), step: part() } : null,
    };
  }

  window(): Window {
    return {
      base: this.#random.percent(20) ? this.name() : null,
      partitionBy: this.few(() => this.expression(), 50),
      orderBy: this.few(() => ({ ...this.orderItem(), fill: null }), 50),
      frame: this.#random.percent(40)
        ? {
            unit: this.#random.pick(['ROWS', 'RANGE'] as const),
            start: this.#bound('PRECEDING'),
            end: this.#random.percent(50) ? this.#bound('FOLLOWING') : null,
          }
        : null,
    };
  }

  name(): string {
    return this.#random.pick(this.#words.columns) ?? 'x';
  }

  wholeNumber(): string {
    return String(this.#random.below(this.#random.percent(80) ? 10 : 1_000_000));
  }

  few<T>(make: () => T, share: number): readonly T[] {
    return this.#random.percent(share) ? this.some(make) : [];
  }

  some<T>(make: () => T): readonly T[] {
    return Array.from({ length: 1 + this.#random.below(3) }, make);
  }

  #leaf(): Expression {
    if (this.#random.percent(40)) return this.#literal();
    const table = this.#random.percent(20) ? [this.#random.pick(this.#words.tables) ?? 't'] : [];
    return { kind: 'column', path: [...table, this.name()] };
  }

  #literal(): Expression {
    switch (this.#random.below(4)) {
      case 0:
        return { kind: 'null' };
      case 1:
        return { kind: 'boolean', value: this.#random.percent(50) };
      case 2:
        return { kind: 'string', value: this.#random.pick(this.#words.strings) ?? '' };
      default: {
        const text = this.#random.percent(50) ? this.wholeNumber() : this.#random.pick(NUMBERS);
        return { kind: 'number', text: text ?? '0' };
      }
    }
  }

  #composite(): Expression {
    const value = this.expression();
    const negated = this.#random.percent(40);
    switch (this.#random.below(16)) {
      case 0:
        return { kind: 'cast', value, type: this.#type(2) };
      case 1:
        return { kind: 'unary', operator: this.#random.pick(['-', 'NOT'] as const), value };
      case 2:
        return {
          kind: 'chain',
          operator: this.#random.pick(['AND', 'OR', '||'] as const),
          operands: [value, ...this.some(() => this.expression())],
        };
      case 3:
        return { kind: 'between', negated, value, low: this.expression(), high: this.expression() };
      case 4:
        return { kind: 'in', negated, value, set: this.#set() };
      case 5:
        return { kind: 'isNull', negated, value };
      case 6:
        return {
          kind: 'case',
          value: negated ? value : null,
          branches: this.some(() => ({ condition: this.expression(), result: this.expression() })),
          otherwise: this.#random.percent(50) ? this.expression() : null,
        };
      case 7: {
        const unit = this.#random.pick(['SECOND', 'DAY', 'WEEK', 'QUARTER'] as const);
        return {
          kind: 'interval',
          value: value.kind === 'string' ? { kind: 'null' } : value,
          unit,
        };
      }
      case 8:
        return { kind: 'array', items: this.few(() => this.item(), 80) };
      case 9:
        return { kind: 'tuple', items: this.some(() => this.item()) };
      case 10:
        return { kind: 'element', value, index: this.expression() };
      case 11:
        return { kind: 'member', value, position: this.wholeNumber() };
      case 12:
        return { kind: 'alias', value, name: this.name() };
      case 13:
        return { kind: negated ? 'exists' : 'subquery', query: this.#query() };
      default: {
        const operator = this.#random.pick(OPERATORS) ?? '=';
        return { kind: 'binary', operator, left: value, right: this.expression() };
      }
    }
  }

  /** A single item is a literal: in parentheses of its own, a tuple would be the list itself. */
  #set(): Expression {
    switch (this.#random.below(4)) {
      case 0:
        return { kind: 'tuple', items: [this.#literal()] };
      case 1:
        return { kind: 'tuple', items: [this.#literal(), ...this.some(() => this.#literal())] };
      case 2:
        return { kind: 'array', items: this.few(() => this.#literal(), 80) };
      default:
        return { kind: 'subquery', query: this.#query() };
    }
  }

  #call(): Call {
    const name = this.#random.pick(this.#words.functions) ?? 'count';
    const distinct = this.#random.percent(10);
    const parameters = this.#random.percent(15) ? this.some(() => this.#parameter()) : null;
    const needsSome = distinct || parameters !== null;
    return {
      kind: 'call',
      name,
      parameters,
      distinct,
      arguments: needsSome ? this.some(() => this.item()) : this.#arguments(name),
      filter: this.#random.percent(5) ? this.expression() : null,
      over: this.#random.percent(10) ? this.#over() : null,
    };
  }

  #parameter(): Expression {
    return { kind: 'number', text: this.wholeNumber() };
  }

  #arguments(name: string): readonly Expression[] {
    if (name !== 'arrayFilter') return this.few(() => this.item(), 90);
    const parameters = this.some(() => this.name());
    return [{ kind: 'lambda', parameters, body: this.expression() }, this.expression()];
  }

  #over(): string | Window {
    return this.#random.percent(30) ? this.name() : this.window();
  }

  /** The engine has no frame that ends before it begins. */
  #bound(side: 'PRECEDING' | 'FOLLOWING'): FrameBound {
    switch (this.#random.below(3)) {
      case 0:
        return { kind: 'current' };
      case 1:
        return { kind: 'unbounded', side, count: null };
      default:
        return { kind: 'rows', side, count: this.wholeNumber() };
    }
  }

  #type(levels: number): DataType {
    const simple: readonly DataType[] = [
      { name: 'Int64', arguments: [] },
      { name: 'String', arguments: [] },
      { name: 'DateTime', arguments: [{ text: 'Europe/Berlin' }] },
      { name: 'DateTime64', arguments: [{ number: '3' }, { text: 'UTC' }] },
      { name: 'Decimal', arguments: [{ number: '10' }, { number: '2' }] },
    ];
    const [first] = simple;
    if (levels === 0 || this.#random.percent(60)) {
      return this.#random.pick(simple) ?? first ?? { name: 'Int64', arguments: [] };
    }
    const name = this.#random.pick(['Array', 'Nullable', 'Tuple'] as const);
    const inner = this.#type(levels - 1);
    return { name, arguments: name === 'Tuple' ? [inner, this.#type(levels - 1)] : [inner] };
  }
}
