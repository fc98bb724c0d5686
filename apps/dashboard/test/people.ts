import { randomUUID } from 'node:crypto';
import type { Calls, ListName } from '@unlatch/contract/generated/calls';

/** A person who is logged in. Plain data, so that the set-up of a run can hand it to its files. */
export interface Person {
  readonly email: string;
  readonly password: string;
  /** As the browser would send it. */
  readonly cookie: string;
  readonly csrfToken: string;
}

export const PASSWORD = 'a long sentence is easy to keep';

type Role = 'admin' | 'developer' | 'analyst' | 'auditor';

/** Makes the first person of an installation, as the page behind the printed link does. */
export async function redeemSetupLink(serviceUrl: string, token: string): Promise<Person> {
  const email = 'owner@example.com';
  const account = { email, name: 'The owner', password: PASSWORD };
  return logInWith(serviceUrl, {
    email,
    operation: 'login.redeemSetupLink',
    body: { token, ...account },
  });
}

/** The link of an invitation, accepted by a person who has no account yet. */
export async function joinWorkspace(
  serviceUrl: string,
  { owner, workspaceId, role }: { owner: Person; workspaceId: string; role: Role },
): Promise<Person> {
  const email = `${role}-${randomUUID().slice(0, 8)}@example.com`;
  const { token } = await callAs(serviceUrl, owner, workspaceId, 'team.createInvitation', {
    email,
    role,
  });
  const body = { token, name: `A person who is ${role}`, password: PASSWORD };
  return logInWith(serviceUrl, { email, operation: 'login.acceptInvitation', body });
}

type Names = keyof Calls;

/** Calls an operation as the pages do, with the session of a person. */
export async function callAs<Name extends Names>(
  serviceUrl: string,
  person: Person,
  workspaceId: string | undefined,
  name: Name,
  body: Calls[Name]['request'],
): Promise<Calls[Name]['data']> {
  const { data } = await post(serviceUrl, name, body, {
    cookie: person.cookie,
    'x-csrf': person.csrfToken,
    ...(workspaceId === undefined ? {} : { 'x-unlatch-workspace': workspaceId }),
  });
  // The service validates its answers against the definition from which the type is made.
  return data as Calls[Name]['data'];
}

/** The type of a list is that of one item, and the answer has a page of them. */
export async function listAs<Name extends ListName>(
  serviceUrl: string,
  person: Person,
  workspaceId: string,
  name: Name,
  body: Calls[Name]['request'],
): Promise<readonly Calls[Name]['data'][]> {
  const items: unknown = await callAs(serviceUrl, person, workspaceId, name, body);
  return items as readonly Calls[Name]['data'][];
}

async function logInWith(
  serviceUrl: string,
  { email, operation, body }: { email: string; operation: string; body: object },
): Promise<Person> {
  const { data, cookies } = await post(serviceUrl, operation, body, {});
  const csrfToken = Object(data)['csrfToken'];
  return { email, password: PASSWORD, cookie: cookies.join('; '), csrfToken: String(csrfToken) };
}

async function post(
  serviceUrl: string,
  name: string,
  body: object,
  headers: Readonly<Record<string, string>>,
): Promise<{ data: unknown; cookies: string[] }> {
  const response = await fetch(`${serviceUrl}/ui/rpc/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: serviceUrl, ...headers },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${name} answered ${response.status}: ${text}`);
  const cookies = response.headers.getSetCookie().map((line) => line.split(';')[0] ?? '');
  return { data: JSON.parse(text).data, cookies };
}
