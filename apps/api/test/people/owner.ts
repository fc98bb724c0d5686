import { afterAll, beforeAll, beforeEach } from 'vitest';
import type { Answer } from '../answer.js';
import { type Harness, startHarness } from '../harness.js';
import { addPerson, asPerson, type LoggedIn } from '../people.js';
import type { Workspace } from '../seed.js';

export const PASSWORD = 'four words are long enough';

/** An owner who is logged in, and the workspace. Each test has new ones on the service of its file. */
export interface OwnerWorld {
  readonly harness: Harness;
  readonly passwordHash: string;
  readonly workspace: Workspace;
  readonly person: LoggedIn;
}

/** Registers the hooks that fill the result before each test. */
export function useOwner(): OwnerWorld {
  const world: { -readonly [Field in keyof OwnerWorld]?: OwnerWorld[Field] } = {};
  const take = <Value>(value: Value | undefined): Value => {
    if (value === undefined) throw new Error('it is there only while a test runs');
    return value;
  };
  beforeAll(async () => {
    world.harness = await startHarness();
    world.passwordHash = await world.harness.deps.people.hasher.hash(PASSWORD);
  });
  beforeEach(async () => {
    const { deps, clock, newWorkspace } = take(world.harness);
    world.workspace = await newWorkspace();
    world.person = await addPerson(deps.db, {
      nowMs: clock.nowMs(),
      passwordHash: take(world.passwordHash),
      roles: { [world.workspace.id]: 'owner' },
    });
  });
  afterAll(() => world.harness?.stop());
  return {
    get harness() {
      return take(world.harness);
    },
    get passwordHash() {
      return take(world.passwordHash);
    },
    get workspace() {
      return take(world.workspace);
    },
    get person() {
      return take(world.person);
    },
  };
}

/** A change by the owner, as the page sends it or with other headers. */
export function callOf(world: OwnerWorld) {
  return (name = 'apis.createApi', body: unknown = { name: 'Weather' }) => ({
    asIs: () => asPerson(world.harness.app, world.person, world.workspace.id)(name, body),
    with: (headers: Readonly<Record<string, string | undefined>>) =>
      asPerson(world.harness.app, world.person, world.workspace.id)(name, body, { headers }),
  });
}

export function codeOf(answer: Answer): string {
  return String(answer.body.error?.type).replace(/^.*\/docs\/errors\//, '');
}
