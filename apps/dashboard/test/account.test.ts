import type { WatchedPage } from '@unlatch/testkit/browser/watched-page';
import { beforeAll, expect, it } from 'vitest';
import { confirmIfAsked } from './confirm-if-asked.js';
import {
  describePages,
  newWorkspace,
  openBrowserPage,
  openDashboard,
  type Workspace,
} from './dashboard.js';
import { PASSWORD, type Person } from './people.js';
import { totpCode } from './totp.js';

type Page = WatchedPage['page'];

const NEW_PASSWORD = 'another sentence is as easy to keep';
const STEP_MS = 30_000;

describePages('the own account', () => {
  let workspace: Workspace;
  beforeAll(async () => {
    workspace = await newWorkspace('Accounts');
  });

  const open = (as: Person, at: string) => openDashboard({ workspace, as, at });

  it('has a name that others see', async () => {
    const { page } = await open(await workspace.join('analyst'), '/account');
    await page.getByRole('textbox', { name: 'Name' }).fill('Grace');
    await page.getByRole('button', { name: 'Save name' }).click();
    await page.getByText('The name is saved.').waitFor();
    await page.getByRole('button', { name: /^Account.*: Grace$/ }).waitFor();
  });

  it('ends all other sessions with a new password, and this one goes on', async () => {
    const person = await workspace.join('analyst');
    const { page } = await open(person, '/account/security');
    await page.getByLabel('Current password').fill(PASSWORD);
    await page.getByLabel('New password').fill(NEW_PASSWORD);
    await page.getByText('Strong').waitFor();
    await page.getByRole('button', { name: 'Change password' }).click();
    await page.getByText('The password is changed.').waitFor();

    const old = await openBrowserPage();
    await logIn(old.page, person.email, PASSWORD);
    old.expectMessage(/status of 401/);
    await old.page.getByRole('alert').waitFor();
    await logIn(old.page, person.email, NEW_PASSWORD);
    await old.page.waitForURL(/\/w\//);

    await page.goto('/account/sessions');
    await page.getByText('This browser').waitFor();
    await page.getByRole('button', { name: 'End all others' }).click();
    await page.getByText('All other sessions have ended.').waitFor();

    old.expectMessage(/status of 401/);
    await old.page.goto('/account/sessions');
    await old.page.waitForURL('/login?next=%2Faccount%2Fsessions');
    await logIn(old.page, person.email, NEW_PASSWORD, { stay: true });
    await old.page.waitForURL('/account/sessions');
  });

  it('asks for the code of an app once it is set up, or for a recovery code', async () => {
    const person = await workspace.join('developer');
    const watched = await open(person, '/account/security');
    const { page } = watched;
    const secret = await setUpApp(watched);
    const codes = await page.getByRole('dialog').getByRole('listitem').allTextContents();
    expect(codes).toHaveLength(10);
    await page.getByRole('button', { name: 'Copy all' }).waitFor();
    await page.getByRole('button', { name: 'Done' }).click();
    await page.getByText('They have not been copied.').waitFor();
    await page.getByRole('button', { name: 'Close without copying' }).click();
    await page.getByText('10 recovery codes are left.').waitFor();

    const fresh = await openBrowserPage();
    await logIn(fresh.page, person.email, PASSWORD);
    await fresh.page.getByRole('heading', { name: 'Second factor' }).waitFor();
    fresh.expectMessage(/status of 401/);
    await fresh.page.getByLabel('Code').fill('000000');
    await fresh.page.getByRole('button', { name: 'Confirm' }).click();
    await fresh.page.getByRole('alert').waitFor();
    // The code of the set-up is used up, and the next step counts already.
    await fresh.page.getByLabel('Code').fill(totpCode(secret, Date.now() + STEP_MS));
    await fresh.page.getByRole('button', { name: 'Confirm' }).click();
    await fresh.page.waitForURL(/\/w\//);

    const third = await openBrowserPage();
    await logIn(third.page, person.email, PASSWORD);
    await third.page.getByLabel('Code').fill(codes[0] ?? '');
    await third.page.getByRole('button', { name: 'Confirm' }).click();
    await third.page.waitForURL(/\/w\//);
    await page.reload();
    await page.getByText('9 recovery codes are left.').waitFor();
  });

  it('opens with a passkey, which also confirms dangerous acts', async () => {
    const person = await workspace.join('analyst');
    const watched = await open(person, '/account/security');
    const { page } = watched;
    await addAuthenticator(page);
    await page.getByRole('button', { name: 'Add a passkey' }).click();
    const dialog = page.getByRole('dialog', { name: 'Add a passkey' });
    await dialog.getByLabel('Name').fill('Laptop');
    await dialog.getByRole('button', { name: 'Add a passkey' }).click();
    await confirmIfAsked(watched, page.getByText('Laptop'));

    watched.expectMessage(/Clear-Site-Data/);
    await page.getByRole('button', { name: /^Account/ }).click();
    await page.getByRole('menuitem', { name: 'Log out' }).click();
    await page.getByRole('button', { name: 'Log in with a passkey' }).click();
    await page.waitForURL(/\/w\//);
  });

  it('creates a workspace, and leaves one', async () => {
    const { page } = await openDashboard({ workspace, at: '/account/workspaces' });
    await page.getByRole('button', { name: 'Create workspace' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name of the workspace').fill('Staging of accounts');
    await dialog.getByRole('button', { name: 'Create workspace' }).click();
    await page.getByRole('link', { name: 'Staging of accounts' }).click();
    await page.getByRole('button', { name: /: Staging of accounts$/ }).waitFor();

    const guest = await openDashboard({
      workspace,
      as: await workspace.join('auditor'),
      at: '/account/workspaces',
    });
    await guest.page.getByRole('button', { name: 'Leave' }).click();
    await guest.page.getByRole('button', { name: 'Leave the workspace' }).click();
    await guest.page.getByText('You are a member of no workspace').waitFor();
  });
});

async function logIn(page: Page, email: string, password: string, { stay = false } = {}) {
  if (!stay) await page.goto('/login');
  await page.getByLabel('E-mail address').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Log in', exact: true }).click();
}

/** Answers the secret that the app would have got from the code of the page. */
async function setUpApp(watched: WatchedPage): Promise<string> {
  const { page } = watched;
  await page.getByRole('button', { name: 'Set up an app' }).click();
  const dialog = page.getByRole('dialog', { name: 'Set up an app' });
  await confirmIfAsked(watched, dialog.getByRole('img', { name: 'QR code for the app' }));
  const shown = await dialog.getByText(/^[A-Z2-7]{16,}$/).textContent();
  const secret = String(shown);
  await dialog.getByLabel('Code of the app').fill(totpCode(secret, Date.now()));
  await dialog.getByRole('button', { name: 'Turn on' }).click();
  await page.getByRole('dialog', { name: 'Recovery codes' }).waitFor();
  return secret;
}

/** As if the machine had a reader of fingerprints that the person has just touched. */
async function addAuthenticator(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('WebAuthn.enable');
  await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}
