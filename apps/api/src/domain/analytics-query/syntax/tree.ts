import type { BinaryOperator, ChainOperator, DataType, IntervalUnit } from './terms.js';

/**
 * The syntax tree of a query.
 *
 * It has the clauses that may be printed, and those that a check refuses with a problem of its own:
 * table functions, `SETTINGS`, parameters. What it lacks cannot reach the engine.
 */
export interface Query {
  readonly kind: 'query';
  readonly first: Branch;
  readonly rest: readonly SetOperation[];
}

export type SetOperator = 'UNION' | 'EXCEPT' | 'INTERSECT';

export interface SetOperation {
  readonly operator: SetOperator;
  /** A plain UNION is read as UNION DISTINCT, as in standard SQL. */
  readonly mode: 'ALL' | 'DISTINCT' | null;
  readonly branch: Branch;
}

export type Branch = Select | Nested;

/** A query in parentheses that stands where a SELECT may stand. */
export interface Nested {
  readonly kind: 'nested';
  readonly query: Query;
}

export interface Select {
  readonly kind: 'select';
  readonly with: readonly WithItem[];
  readonly distinct: boolean;
  readonly columns: readonly Expression[];
  readonly from: From | null;
  readonly prewhere: Expression | null;
  readonly where: Expression | null;
  readonly groupBy: GroupBy | null;
  readonly having: Expression | null;
  readonly windows: readonly NamedWindow[];
  readonly qualify: Expression | null;
  readonly orderBy: readonly OrderItem[];
  readonly limitBy: LimitBy | null;
  readonly limit: Limit | null;
  /** A whole number, as digits. */
  readonly offset: string | null;
  /** Whether the SELECT has a SETTINGS clause. Its content is skipped, because none is allowed. */
  readonly settings: boolean;
}

/** `name AS (SELECT …)`, or an expression with an alias. */
export type WithItem = Cte | Alias;

export interface Cte {
  readonly kind: 'cte';
  readonly name: string;
  readonly query: Query;
}

export interface From {
  readonly first: Source;
  readonly joins: readonly (Join | ArrayJoin)[];
}

export type Source = Table | TableFunction | Derived;

export interface Table {
  readonly kind: 'table';
  readonly path: readonly string[];
  readonly alias: string | null;
}

export interface TableFunction {
  readonly kind: 'tableFunction';
  readonly name: string;
  readonly arguments: readonly Expression[];
}

export interface Derived {
  readonly kind: 'derived';
  readonly query: Query;
  readonly alias: string | null;
}

export type JoinStrictness = 'ANY' | 'ALL' | 'ASOF' | 'SEMI' | 'ANTI';
export type JoinSide = 'INNER' | 'LEFT' | 'RIGHT' | 'FULL' | 'CROSS';

export interface Join {
  readonly kind: 'join';
  readonly strictness: JoinStrictness | null;
  readonly side: JoinSide;
  readonly source: Source;
  readonly on: Expression | null;
  readonly using: readonly string[];
}

export interface ArrayJoin {
  readonly kind: 'arrayJoin';
  readonly left: boolean;
  readonly items: readonly Expression[];
}

export type GroupBy =
  | {
      readonly kind: 'items';
      readonly items: readonly Expression[];
      readonly modifier: 'ROLLUP' | 'CUBE' | null;
      readonly totals: boolean;
    }
  | { readonly kind: 'all'; readonly totals: boolean }
  | {
      readonly kind: 'sets';
      readonly sets: readonly (readonly Expression[])[];
      readonly totals: boolean;
    };

export interface OrderItem {
  readonly value: Expression;
  readonly descending: boolean;
  readonly nulls: 'FIRST' | 'LAST' | null;
  readonly fill: Fill | null;
}

/** `WITH FILL`, which adds the rows that are missing between two values. */
export interface Fill {
  readonly from: Expression | null;
  readonly to: Expression | null;
  readonly step: Expression | null;
}

export interface LimitBy {
  /** Whole numbers, as digits. */
  readonly count: string;
  readonly offset: string | null;
  readonly by: readonly Expression[];
}

export interface Limit {
  /** A whole number, as digits. Anything else counts as no limit at all. */
  readonly count: string;
  readonly ties: boolean;
}

export interface NamedWindow {
  readonly name: string;
  readonly window: Window;
}

export interface Window {
  /** Another window that this one refines. */
  readonly base: string | null;
  readonly partitionBy: readonly Expression[];
  readonly orderBy: readonly OrderItem[];
  readonly frame: Frame | null;
}

export interface Frame {
  readonly unit: 'ROWS' | 'RANGE';
  readonly start: FrameBound;
  readonly end: FrameBound | null;
}

export type FrameBound =
  | { readonly kind: 'current' }
  | ({ readonly kind: 'unbounded' | 'rows'; readonly side: 'PRECEDING' | 'FOLLOWING' } & {
      /** A whole number as digits, of `rows` only. */
      readonly count: string | null;
    });

export type Expression =
  | { readonly kind: 'null' }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'number'; readonly text: string }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'column'; readonly path: readonly string[] }
  | Star
  | Call
  | { readonly kind: 'cast'; readonly value: Expression; readonly type: DataType }
  | { readonly kind: 'unary'; readonly operator: '-' | 'NOT'; readonly value: Expression }
  | Binary
  | {
      readonly kind: 'chain';
      readonly operator: ChainOperator;
      readonly operands: readonly Expression[];
    }
  | Between
  | In
  | { readonly kind: 'isNull'; readonly negated: boolean; readonly value: Expression }
  | Case
  | Interval
  | { readonly kind: 'array' | 'tuple'; readonly items: readonly Expression[] }
  | { readonly kind: 'element'; readonly value: Expression; readonly index: Expression }
  | Member
  | { readonly kind: 'lambda'; readonly parameters: readonly string[]; readonly body: Expression }
  | Alias
  | { readonly kind: 'subquery' | 'exists'; readonly query: Query }
  /** `{name: Type}`, which a check or the parser refuses. */
  | { readonly kind: 'parameter' };

export interface Star {
  readonly kind: 'star';
  readonly table: string | null;
  readonly except: readonly string[];
}

export interface Call {
  readonly kind: 'call';
  /** As the engine spells it, or as written if it is not in the list of functions. */
  readonly name: string;
  /** The first pair of parentheses of `quantile(0.95)(latency)`. */
  readonly parameters: readonly Expression[] | null;
  readonly distinct: boolean;
  readonly arguments: readonly Expression[];
  readonly filter: Expression | null;
  /** The name of a window, or a window. */
  readonly over: string | Window | null;
}

export interface Binary {
  readonly kind: 'binary';
  readonly operator: BinaryOperator;
  readonly left: Expression;
  readonly right: Expression;
}

export interface Between {
  readonly kind: 'between';
  readonly negated: boolean;
  readonly value: Expression;
  readonly low: Expression;
  readonly high: Expression;
}

export interface In {
  readonly kind: 'in';
  readonly negated: boolean;
  readonly value: Expression;
  /** A list is a tuple here, also if it has one item. */
  readonly set: Expression;
}

/** The member of a tuple, by its position as digits. */
export interface Member {
  readonly kind: 'member';
  readonly value: Expression;
  readonly position: string;
}

export interface Interval {
  readonly kind: 'interval';
  readonly value: Expression;
  readonly unit: IntervalUnit;
}

export interface Case {
  readonly kind: 'case';
  readonly value: Expression | null;
  readonly branches: readonly CaseBranch[];
  readonly otherwise: Expression | null;
}

export interface CaseBranch {
  /** Behind WHEN: a value to compare with, if the case has one, else a condition. */
  readonly condition: Expression;
  readonly result: Expression;
}

export interface Alias {
  readonly kind: 'alias';
  readonly value: Expression;
  readonly name: string;
}

export type Node = Query | Branch | Cte | Source | Join | ArrayJoin | Expression;
