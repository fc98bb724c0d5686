import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../../test/harness.js';
import { addPerson, callFromPage, cookieIn, type LoggedIn } from '../../../../test/people.js';
import { readAuditTrail } from '../../../../test/rows.js';
import type { Workspace } from '../../../../test/seed.js';

const PASSWORD = 'four words are long enough';

let harness: Harness;
let passwordHash: string;
let workspace: Workspace;
let person: LoggedIn;
beforeAll(async () => {
  harness = await startHarness({ TRUSTED_PROXIES: '127.0.0.1' });
  passwordHash = await harness.deps.people.hasher.hash(PASSWORD);
});
beforeEach(async () => {
  const { deps, clock } = harness;
  workspace = await harness.newWorkspace();
  const roles = { [workspace.id]: 'admin' };
  person = await addPerson(deps.db, { nowMs: clock.nowMs(), passwordHash, roles });
});
afterAll(() => harness.stop());

let lastAddress = 0;
/** An address that no other test uses. */
function newAddress(): string {
  lastAddress += 1;
  return `198.51.100.${lastAddress}`;
}

interface From {
  readonly address: string;
  readonly device?: string;
  readonly email?: string;
}

function logIn(password: string, { address, device, email = person.email }: From) {
  const cookie = device === undefined ? undefined : `unlatch_device=${device}`;
  const headers = { 'x-forwarded-for': address, cookie };
  return callFromPage(harness.app, 'login.withPassword', { email, password }, { headers });
}

async function failTimes(times: number, from: From) {
  const statuses: number[] = [];
  for (let count = 0; count < times; count++) {
    statuses.push((await logIn('this is the wrong password', from)).status);
  }
  return statuses;
}

describe('answers', () => {
  it('begins a session that counts as confirmed, and marks the browser', async () => {
    const answer = await logIn(PASSWORD, { address: newAddress() });
    expect(answer.body.data).toMatchObject({
      level: 'full',
      steppedUpUntil: harness.clock.nowMs() + 600_000,
      workspaces: [{ id: workspace.id, role: 'admin' }],
    });
    const [session, device] = [answer.headers['set-cookie']].flat();
    expect(session).toMatch(
      /^unlatch_session=[\w-]{43}; Path=\/; Max-Age=604800; HttpOnly; SameSite=Lax$/,
    );
    expect(device).toMatch(/^unlatch_device=user_\w+\.[\w-]{16}\.[\w-]{43}; Path=\/; Max-Age=/);
    expect(answer.headers).toMatchObject({ 'cache-control': 'no-store' });
    expect(JSON.stringify(answer.body)).not.toContain(cookieIn(answer, 'unlatch_session'));
  });

  it('leaves an audit event in each workspace of the person, with address and browser', async () => {
    const address = newAddress();
    await logIn(PASSWORD, { address });
    const trail = await readAuditTrail(harness.deps, workspace.id);
    expect(trail.at(-1)).toMatchObject({
      event: 'session.create',
      actor_type: 'user',
      actor_id: person.userId,
      actor_name: person.email,
      remote_ip: address,
    });
  });
});

describe('refuses', () => {
  it('an unknown address with the same answer and the same work as a wrong password', async () => {
    const { hasher } = harness.deps.people;
    const workOf = async (email: string) => {
      const before = hasher.computed;
      const { status, body } = await logIn('wrong', { address: newAddress(), email });
      return { status, error: body.error, computed: hasher.computed - before };
    };
    const known = await workOf(person.email);
    expect(known).toMatchObject({ status: 401, computed: 1 });
    expect(await workOf('nobody@example.com')).toEqual(known);
    const without = await addPerson(harness.deps.db, { nowMs: harness.clock.nowMs() });
    expect(await workOf(without.email)).toEqual(known);
  });

  it('the fifth failure and what follows, after growing waits, from any address', async () => {
    expect(await failTimes(5, { address: newAddress() })).toEqual([401, 401, 401, 401, 401]);
    const elsewhere = { address: newAddress() };
    const blocked = await logIn(PASSWORD, elsewhere);
    expect(blocked.status).toBe(429);
    expect(blocked.headers['retry-after']).toBe('1');
    harness.clock.advance(1000);
    expect(await failTimes(2, elsewhere)).toEqual([401, 429]);
    harness.clock.advance(1999);
    expect((await logIn(PASSWORD, elsewhere)).status).toBe(429);
    harness.clock.advance(1);
    expect((await logIn(PASSWORD, elsewhere)).status).toBe(200);
    expect(await failTimes(4, elsewhere)).toEqual([401, 401, 401, 401]);
  });

  it('never for longer than a quarter of an hour', async () => {
    for (let count = 0; count < 20; count++) {
      const { status } = await logIn('wrong', { address: newAddress() });
      expect(status).toBe(401);
      harness.clock.advance(900_000);
    }
    await logIn('wrong', { address: newAddress() });
    const { headers } = await logIn('wrong', { address: newAddress() });
    expect(headers['retry-after']).toBe('900');
  });

  it('an unknown account after as many failures as a known one', async () => {
    const email = 'nobody.at.all@example.com';
    expect(await failTimes(6, { address: newAddress(), email })).toEqual([
      401, 401, 401, 401, 401, 429,
    ]);
  });

  it('an address that tries many accounts', async () => {
    const address = newAddress();
    for (let count = 0; count < 5; count++) {
      await logIn('wrong', { address, email: `person${count}@example.com` });
    }
    expect((await logIn(PASSWORD, { address })).status).toBe(429);
  });

  it('more than five of many attempts at once', async () => {
    const attempts = Array.from({ length: 12 }, () => logIn('wrong', { address: newAddress() }));
    const statuses = (await Promise.all(attempts)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 401)).toHaveLength(5);
    expect(statuses.filter((status) => status === 429)).toHaveLength(7);
  });

  it('records the first failures, and then fewer and fewer', async () => {
    for (let count = 0; count < 17; count++) {
      await logIn('wrong', { address: newAddress() });
      harness.clock.advance(900_000);
    }
    await harness.deps.people.stop();
    const trail = await readAuditTrail(harness.deps, workspace.id);
    const failed = trail.filter(({ event }) => event === 'user.login_failed');
    const counts = failed.map(({ targets }) => Reflect.get(Object(targets[0]), 'meta').failures);
    expect(counts).toEqual([1, 2, 3, 4, 5, 8, 16]);
  });
});

describe('a person under attack', () => {
  it('still logs in at a browser that was used before, but not with a forged mark', async () => {
    const first = await logIn(PASSWORD, { address: newAddress() });
    const device = cookieIn(first, 'unlatch_device') ?? '';
    const attacker = { address: newAddress() };
    await failTimes(6, attacker);
    expect((await logIn(PASSWORD, { address: newAddress() })).status).toBe(429);
    const forged = `${device.slice(0, -4)}AAAA`;
    expect((await logIn(PASSWORD, { ...attacker, device: forged })).status).toBe(429);
    expect((await logIn(PASSWORD, { ...attacker, device })).status).toBe(200);
  });

  it('whose browser mark was stolen loses its budget, but not the account', async () => {
    const first = await logIn(PASSWORD, { address: newAddress() });
    const device = cookieIn(first, 'unlatch_device') ?? '';
    expect(await failTimes(6, { address: newAddress(), device })).toEqual([
      401, 401, 401, 401, 401, 429,
    ]);
    expect((await logIn(PASSWORD, { address: newAddress() })).status).toBe(200);
  });
});
