import type {
  Call,
  Case,
  Expression,
  Fill,
  GroupBy,
  Node,
  OrderItem,
  Select,
  Window,
} from './tree.js';

/**
 * All nodes of a tree, each before its children, in the order of the text. It keeps its own list
 * instead of calling itself, so that no depth overflows the stack.
 */
export function* nodesOf(root: Node): Generator<Node, void> {
  const waiting: Node[] = [root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    yield node;
    pushReversed(waiting, childrenOf(node));
  }
}

/**
 * The nodes directly below a node. Every check walks the tree by this one function, so none can
 * forget a clause. A new kind of node does not compile until it has its case.
 */
export function childrenOf(node: Node): readonly Node[] {
  switch (node.kind) {
    case 'query':
      return [node.first, ...node.rest.map(({ branch }) => branch)];
    case 'select':
      return childrenOfSelect(node);
    case 'nested':
    case 'cte':
    case 'derived':
    case 'subquery':
    case 'exists':
      return [node.query];
    case 'table':
    case 'null':
    case 'boolean':
    case 'number':
    case 'string':
    case 'column':
    case 'star':
    case 'parameter':
      return [];
    case 'tableFunction':
      return node.arguments;
    case 'join':
      return [node.source, ...present(node.on)];
    case 'arrayJoin':
    case 'array':
    case 'tuple':
      return node.items;
    case 'call':
      return childrenOfCall(node);
    case 'cast':
    case 'unary':
    case 'isNull':
    case 'interval':
    case 'member':
    case 'alias':
      return [node.value];
    case 'binary':
      return [node.left, node.right];
    case 'chain':
      return node.operands;
    case 'between':
      return [node.value, node.low, node.high];
    case 'in':
      return [node.value, node.set];
    case 'case':
      return childrenOfCase(node);
    case 'element':
      return [node.value, node.index];
    case 'lambda':
      return [node.body];
  }
}

export function pushReversed<T>(list: T[], items: readonly T[]): void {
  for (let index = items.length - 1; index >= 0; index -= 1) {
    const item = items[index];
    if (item !== undefined) list.push(item);
  }
}

function childrenOfSelect(select: Select): readonly Node[] {
  return [
    ...select.with,
    ...select.columns,
    ...(select.from ? [select.from.first, ...select.from.joins] : []),
    ...present(select.prewhere, select.where),
    ...expressionsOfGroups(select.groupBy),
    ...present(select.having),
    ...select.windows.flatMap(({ window }) => expressionsOfWindow(window)),
    ...present(select.qualify),
    ...expressionsOfOrder(select.orderBy),
    ...(select.limitBy?.by ?? []),
  ];
}

function childrenOfCase({ value, branches, otherwise }: Case): readonly Expression[] {
  return [
    ...present(value),
    ...branches.flatMap(({ condition, result }) => [condition, result]),
    ...present(otherwise),
  ];
}

function childrenOfCall(call: Call): readonly Expression[] {
  const { over } = call;
  return [
    ...(call.parameters ?? []),
    ...call.arguments,
    ...present(call.filter),
    ...(over === null || typeof over === 'string' ? [] : expressionsOfWindow(over)),
  ];
}

function expressionsOfGroups(groupBy: GroupBy | null): readonly Expression[] {
  switch (groupBy?.kind) {
    case undefined:
    case 'all':
      return [];
    case 'items':
      return groupBy.items;
    case 'sets':
      return groupBy.sets.flat();
  }
}

function expressionsOfWindow(window: Window): readonly Expression[] {
  return [...window.partitionBy, ...expressionsOfOrder(window.orderBy)];
}

function expressionsOfOrder(items: readonly OrderItem[]): readonly Expression[] {
  return items.flatMap(({ value, fill }) => [value, ...expressionsOfFill(fill)]);
}

function expressionsOfFill(fill: Fill | null): readonly Expression[] {
  return fill ? present(fill.from, fill.to, fill.step) : [];
}

function present(...expressions: readonly (Expression | null)[]): readonly Expression[] {
  return expressions.filter((expression) => expression !== null);
}
