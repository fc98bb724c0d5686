import { describe, expect, it } from 'vitest';
import { ImpossibleTransitionError } from '../../lib/state-machine.js';
import { PoolWorker } from './pool-worker.js';

/** A worker of the pool, and the messages to its process, in order. */
function newWorker({ isConnected = true } = {}) {
  const told: string[] = [];
  const member = new PoolWorker({
    isConnected: () => isConnected,
    disconnect: () => told.push('no more connections'),
    send: (message: string) => told.push(message) > 0,
  });
  return { member, told };
}

type Member = ReturnType<typeof newWorker>['member'];

const INTO: Record<string, (member: Member) => void> = {
  STARTING: () => undefined,
  LISTENING: (member) => member.listen(),
  READY: (member) => {
    member.listen();
    member.tellThatAllListen();
  },
  LEAVING: (member) => {
    member.listen();
    member.tellToLeave();
  },
  STOPPING: (member) => {
    member.listen();
    member.tellToStop();
  },
  GONE: (member) => member.end(),
};

describe.each(Object.entries(INTO))('a worker that is %s', (state, into) => {
  function create() {
    const tools = newWorker();
    into(tools.member);
    tools.told.length = 0;
    return tools;
  }

  it('is in that state, and has listened unless it is STARTING or GONE', () => {
    const { member } = create();
    expect(member.state).toBe(state);
    expect(member.hasListened).toBe(state !== 'STARTING' && state !== 'GONE');
  });

  it(`can come to listen: ${state === 'STARTING'}`, () => {
    const { member } = create();
    if (state !== 'STARTING') expect(() => member.listen()).toThrow(ImpossibleTransitionError);
    else member.listen();
    expect(member.state).toBe(state === 'STARTING' ? 'LISTENING' : state);
  });

  it(`can end: ${state !== 'GONE'}`, () => {
    const { member } = create();
    if (state === 'GONE') expect(() => member.end()).toThrow(ImpossibleTransitionError);
    else member.end();
    expect(member.state).toBe('GONE');
  });

  it('is told that all listen only if it listens and has heard nothing else (invariants 1 and 2)', () => {
    const { member, told } = create();
    member.tellThatAllListen();
    member.tellThatAllListen();
    expect(told).toEqual(state === 'LISTENING' ? ['ready'] : []);
  });

  it('is told to leave only if it listens and has not been told before (invariants 1 and 2)', () => {
    const { member, told } = create();
    member.tellToLeave();
    member.tellToLeave();
    expect(told).toEqual(state === 'LISTENING' || state === 'READY' ? ['leave'] : []);
  });

  it('is told to stop only if it listens and has not been told before (invariants 1 and 2)', () => {
    const { member, told } = create();
    member.tellToStop();
    member.tellToStop();
    member.tellToLeave();
    const isTold = ['LISTENING', 'READY', 'LEAVING'].includes(state);
    expect(told).toEqual(isTold ? ['no more connections', 'stop'] : []);
  });
});

describe('a worker that is no longer connected', () => {
  it('gets no message, and counts as told', () => {
    const { member, told } = newWorker({ isConnected: false });
    member.listen();
    member.tellToLeave();
    expect(member.state).toBe('LEAVING');
    member.tellToStop();
    expect(member.state).toBe('STOPPING');
    expect(told).toEqual([]);
  });
});
