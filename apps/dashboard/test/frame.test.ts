import { beforeAll, expect, it } from 'vitest';
import {
  describePages,
  newWorkspace,
  openBrowserPage,
  openDashboard,
  type Workspace,
} from './dashboard.js';

describePages('the frame', () => {
  let workspace: Workspace;
  let apiId: string;
  beforeAll(async () => {
    workspace = await newWorkspace('Frames');
    ({ apiId } = await workspace.call('apis.createApi', { name: 'Weather of frames' }));
    const body = { apiId, name: 'Key of frames', externalId: 'frame_user' };
    await workspace.call('keys.createKey', body);
  });

  it.each([
    ['weather', 'Weather of frames', 0, /\/apis\/api_\w+\/keys$/],
    ['key of fr', 'Key of frames', 0, /\/keys\/key_\w+$/],
    // The key of the identity is found too, and stands before it.
    ['frame_u', 'frame_user', 1, /\/identities\/id_\w+$/],
    ['aud', 'Audit log', 0, /\/audit$/],
  ])('finds %s by the keyboard alone, and opens %s', async (search, label, downs, address) => {
    const { page } = await openDashboard({ workspace, path: 'roles' });
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.keyboard.press('Control+k');
    const field = page.getByRole('combobox', { name: 'Find or do something' });
    await field.fill(search);
    await page.getByRole('option', { name: label }).waitFor();
    await expect.poll(() => page.getByRole('option').count()).toBe(downs + 1);
    for (let down = 0; down < downs; down += 1) await page.keyboard.press('ArrowDown');
    await expect
      .poll(() => page.getByRole('option', { selected: true }).textContent())
      .toContain(label);
    await page.keyboard.press('Enter');
    await page.waitForURL(address);
    await field.waitFor({ state: 'detached' });
  });

  it('shows what the keys do, and closes it again', async () => {
    const { page } = await openDashboard({ workspace, path: 'roles' });
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keyboard' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.keyboard.press('/');
    const focused = page.locator('input:focus');
    await focused.waitFor();
    // It is text now, and no longer a key.
    await page.keyboard.type('?');
    expect(await focused.inputValue()).toBe('?');
  });

  it('keeps the theme and the time zone that were chosen', async () => {
    const { page } = await openDashboard({ workspace, path: 'roles' });
    const choose = async (item: string) => {
      await page.getByRole('button', { name: /^Account/ }).click();
      await page.getByRole('menuitem', { name: item }).click();
      await page.getByRole('menu').waitFor({ state: 'detached' });
    };
    await choose('Dark');
    await choose('In UTC');
    await page.reload();
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(await page.locator('html').getAttribute('data-theme')).toBe('dark');
    await page.getByRole('button', { name: /^Account/ }).click();
    await page.getByRole('menuitem', { name: 'In UTC (chosen)' }).waitFor();
  });

  it('goes to another workspace, and shows nothing of the one before', async () => {
    const other = await newWorkspace('Other frames');
    const { page } = await openDashboard({ workspace, path: 'apis' });
    await page.getByText('Weather of frames').waitFor();
    await page.getByRole('button', { name: 'Change the workspace: Frames' }).click();
    await page.getByRole('menuitem', { name: 'Other frames', exact: true }).click();
    await page.waitForURL(`/w/${other.slug}/overview`);
    await page.goto(`/w/${other.slug}/apis`);
    await page.getByRole('heading', { name: 'APIs' }).waitFor();
    expect(await page.getByText('Weather of frames').count()).toBe(0);
  });

  it('has no page for a workspace of others, nor for an address without one', async () => {
    const { page } = await openDashboard({ workspace, at: '/w/not-there/apis' });
    await page.getByText('There is no such page').waitFor();
    await page.goto(`/w/${workspace.slug}/nothing`);
    await page.getByText('There is no such page').waitFor();
  });

  it('opens its navigation on a telephone, and closes it with the page that was chosen', async () => {
    const { page } = await openDashboard({ workspace, path: 'roles' });
    await page.setViewportSize({ width: 390, height: 844 });
    await page.getByRole('button', { name: 'Open the navigation' }).click();
    await page.getByRole('dialog').getByRole('link', { name: 'APIs' }).click();
    await page.waitForURL(/\/apis$/);
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  it.each([
    'https://evil.example/w/a',
    '//evil.example/w/a',
    '/\\evil.example',
    'javascript:alert(1)',
  ])('leads nowhere else after the log-in: %s', async (next) => {
    const { page } = await openBrowserPage();
    await page.goto(`/login?next=${encodeURIComponent(next)}`);
    const { email, password } = workspace.owner;
    await page.getByLabel('E-mail address').fill(email);
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.getByRole('button', { name: 'Log in', exact: true }).click();
    await page.waitForURL(/\/w\/[\w-]+\/overview$/);
    expect(await page.evaluate('document.referrer')).not.toContain('evil');
  });
});
