import { describe, expect, it } from 'vitest';
import { assertTransition, ImpossibleTransitionError, type StateTable } from './state-machine.js';

type DoorState = 'OPEN' | 'SHUT' | 'LOCKED';

const DOOR: StateTable<DoorState> = {
  name: 'a door',
  next: { OPEN: ['SHUT'], SHUT: ['OPEN', 'LOCKED'], LOCKED: ['SHUT'] },
};
const STATES: readonly DoorState[] = ['OPEN', 'SHUT', 'LOCKED'];

describe('assertTransition', () => {
  it.each(STATES.flatMap((from) => STATES.map((to) => ({ from, to }))))(
    'from $from to $to passes exactly if the table has it',
    ({ from, to }) => {
      const isAllowed = DOOR.next[from].includes(to);
      const enter = () => assertTransition(DOOR, from, to);
      if (isAllowed) expect(enter).not.toThrow();
      else expect(enter).toThrow(ImpossibleTransitionError);
    },
  );

  it('names the machine and both states in its error', () => {
    expect(() => assertTransition(DOOR, 'OPEN', 'LOCKED')).toThrow(
      'a door: OPEN must not be followed by LOCKED',
    );
  });

  it('refuses to enter the same state again, unless the table has that transition', () => {
    const counter: StateTable<'COUNTING'> = { name: 'a counter', next: { COUNTING: ['COUNTING'] } };
    expect(() => assertTransition(counter, 'COUNTING', 'COUNTING')).not.toThrow();
    expect(() => assertTransition(DOOR, 'OPEN', 'OPEN')).toThrow(ImpossibleTransitionError);
  });
});
