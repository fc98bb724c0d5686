export type BinaryOperator =
  | '='
  | '!='
  | '<'
  | '<='
  | '>'
  | '>='
  | 'LIKE'
  | 'NOT LIKE'
  | 'ILIKE'
  | 'NOT ILIKE'
  | '+'
  | '-'
  | '*'
  | '/'
  | '%'
  | 'DIV';

/** Operators whose chains are one node, however long, because the engine reads them so too. */
export type ChainOperator = 'OR' | 'AND' | '||';

export type IntervalUnit =
  | 'NANOSECOND'
  | 'MICROSECOND'
  | 'MILLISECOND'
  | 'SECOND'
  | 'MINUTE'
  | 'HOUR'
  | 'DAY'
  | 'WEEK'
  | 'MONTH'
  | 'QUARTER'
  | 'YEAR';

/** A type of the closed list, with its arguments: types, whole numbers, time zones. */
export interface DataType {
  readonly name: string;
  readonly arguments: readonly (
    | DataType
    | { readonly number: string }
    | { readonly text: string }
  )[];
}
