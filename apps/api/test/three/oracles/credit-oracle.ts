import { isExplainedBySomeOrder, type Observed } from '../../races/serial-order.js';

export interface CreditStory {
  readonly initial: number;
  readonly observed: readonly Observed<number>[];
  /** What the row holds once everything has settled. */
  readonly end: number;
}

/** All answers and the end must be possible in one serial order. */
export function judgeOrder({ initial, observed, end }: CreditStory): string[] {
  if (end < 0) return [`the balance is ${end}`];
  const isEnd = (balance: number) => balance === end;
  if (isExplainedBySomeOrder({ initial, observed, isEnd })) return [];
  return [`no serial order leads from ${initial} through all answers to ${end}`];
}

/** A key that is only spent from and raised. `unknown`: requests without an answer. */
export interface CreditSums {
  readonly initial: number;
  readonly granted: number;
  readonly grantedUnknown: number;
  readonly raised: number;
  readonly raisedUnknown: number;
  readonly end: number;
}

/** The balance at the end is what was there, less what was granted: an interval. */
export function judgeSums(sums: CreditSums): string[] {
  const { initial, granted, grantedUnknown, raised, raisedUnknown, end } = sums;
  const most = initial + raised + raisedUnknown - granted;
  const least = Math.max(0, initial + raised - granted - grantedUnknown);
  const problems: string[] = [];
  if (most < 0) problems.push(`granted ${-most} more than there ever was`);
  if (end < least || end > most) {
    problems.push(`the balance is ${end}, and should be from ${least} to ${most}`);
  }
  return problems;
}
