import { QueryClient } from '@tanstack/react-query';
import { auditPage } from '@unlatch/testkit/browser/audit-page';
import { walkByKeyboard } from '@unlatch/testkit/browser/walk-by-keyboard';
import { beforeAll, expect, it } from 'vitest';
import { createAppRouter } from '../src/app/router.js';
import {
  describePages,
  newWorkspace,
  openBrowserPage,
  openDashboard,
  type Workspace,
} from './dashboard.js';
import { fillWorkspace } from './fill-workspace.js';

/** As the router knows them, so that a new page is tested without a word here. */
const PATHS = Object.keys(createAppRouter(new QueryClient()).routesByPath);
const BEFORE_LOG_IN = ['/login', '/setup', '/join'];
/** They lead to the first of the pages below them. */
const REDIRECTIONS = [
  '/',
  '/w/$workspace',
  '/w/$workspace/apis/$apiId',
  '/w/$workspace/limits/$namespaceId',
  '/w/$workspace/settings',
];

const OWN_PAGES = PATHS.filter((path) => ![...BEFORE_LOG_IN, ...REDIRECTIONS].includes(path));

describePages('every page', () => {
  let workspace: Workspace;
  let params: Readonly<Record<string, string>>;
  beforeAll(async () => {
    workspace = await newWorkspace('Every page');
    params = { workspace: workspace.slug, ...(await fillWorkspace(workspace)) };
  });

  const addressOf = (path: string) =>
    path.replaceAll(/\$(\w+)/g, (_, name: string) => {
      const value = params[name];
      if (value === undefined) throw new Error(`fillWorkspace makes no ${name} for ${path}`);
      return value;
    });

  it.each(OWN_PAGES)('%s can be used by all, and breaks no rule', async (path) => {
    const { page } = await openDashboard({ workspace, at: addressOf(path) });
    await page.locator('h1').first().waitFor();
    await page.waitForFunction(() => !document.querySelector('[aria-busy=true], .skeleton'));
    expect(await auditPage(page, `page${path.replaceAll(/[/$]+/g, '-')}`)).toEqual([]);
    expect((await walkByKeyboard(page)).faults).toEqual([]);
  });

  it.each(BEFORE_LOG_IN)('%s can be used by all, and breaks no rule', async (path) => {
    const { page } = await openBrowserPage();
    await page.goto(path);
    await page.locator('h1').first().waitFor();
    expect(await auditPage(page, `page${path.replace('/', '-')}`)).toEqual([]);
    expect((await walkByKeyboard(page)).faults).toEqual([]);
  });
});
