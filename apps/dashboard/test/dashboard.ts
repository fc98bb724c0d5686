import type { Calls, ListName } from '@unlatch/contract/generated/calls';
import { findBrowser, isSkipped, neededBy } from '@unlatch/testkit';
import { connectBrowser } from '@unlatch/testkit/browser/run-browser';
import { openWatchedPage, type WatchedPage } from '@unlatch/testkit/browser/watched-page';
import { describe, expect, inject, onTestFinished, vi } from 'vitest';
import { callAs, joinWorkspace, listAs, type Person } from './people.js';

/** A workspace of one test file, and its owner. */
export interface Workspace {
  readonly id: string;
  readonly slug: string;
  readonly owner: Person;
  /** Calls an operation as the owner. */
  call<Name extends keyof Calls>(
    name: Name,
    body: Calls[Name]['request'],
  ): Promise<Calls[Name]['data']>;
  /** The items of the first page of a list. */
  list<Name extends ListName>(
    name: Name,
    body: Calls[Name]['request'],
  ): Promise<readonly Calls[Name]['data'][]>;
  /** A new person with this role. */
  join(role: 'admin' | 'developer' | 'analyst' | 'auditor'): Promise<Person>;
}

export interface OpenOptions {
  readonly workspace: Workspace;
  /** Below the address of the workspace, such as `limits?create=true`. */
  readonly path?: string;
  /** The whole address instead. */
  readonly at?: string;
  /** The owner unless told otherwise. */
  readonly as?: Person;
}

const found = findBrowser();

/** A suite of tests of pages. Without a browser it is skipped, and in CI it fails. */
export function describePages(title: string, tests: () => void): void {
  describe.skipIf(isSkipped(found))(`${title}${neededBy(found)}`, tests);
}

export async function newWorkspace(name = 'A workspace'): Promise<Workspace> {
  const serviceUrl = inject('serviceUrl');
  const owner = inject('firstPerson');
  const made = await callAs(serviceUrl, owner, undefined, 'account.createWorkspace', { name });
  const { workspaceId: id, slug } = made;
  return {
    id,
    slug,
    owner,
    call: (operation, body) => callAs(serviceUrl, owner, id, operation, body),
    list: (operation, body) => listAs(serviceUrl, owner, id, operation, body),
    join: (role) => joinWorkspace(serviceUrl, { owner, workspaceId: id, role }),
  };
}

/** Usage is written in batches, some time after the answers. A page that is open does not wait for it. */
export async function waitForUsage(count: number, read: () => Promise<number>): Promise<void> {
  const hasCome = async () => expect(await read()).toBe(count);
  await vi.waitFor(hasCome, { timeout: USAGE_LIMIT_MS, interval: 200 });
}

const USAGE_LIMIT_MS = 30_000;

/**
 * A page of the dashboard, as a person who is logged in. When the test ends, nothing may have been
 * wrong that it has not expected: see `WatchedPage`.
 */
export async function openDashboard(options: OpenOptions): Promise<WatchedPage> {
  const { workspace, path = '', at = `/w/${workspace.slug}/${path}`, as } = options;
  const watched = await openBrowserPage();
  const { cookie } = as ?? workspace.owner;
  await watched.context.addCookies(cookie.split('; ').map(toCookie));
  await watched.page.goto(at);
  return watched;
}

/** The same without a session, at the service of the run or at another one. */
export async function openBrowserPage(origin = inject('serviceUrl')): Promise<WatchedPage> {
  connected ??= connectBrowser(inject('browserEndpoint'));
  const watched = await openWatchedPage(await connected, { origin });
  onTestFinished(async () => {
    await watched.close();
    expect(watched.complaints()).toEqual([]);
  });
  return watched;
}

/** Once for all files: they share their modules. It ends with the browser. */
let connected: ReturnType<typeof connectBrowser> | undefined;

function toCookie(pair: string) {
  const [name = '', ...value] = pair.split('=');
  return { name, value: value.join('='), url: inject('serviceUrl') };
}
