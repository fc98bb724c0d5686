import type { WatchedPage } from '@unlatch/testkit/browser/watched-page';
import { PASSWORD } from './people.js';

/**
 * Goes on with a dangerous act until `done` is there. A log-in counts as a confirmation for ten
 * minutes, and a slow run may take longer.
 */
export async function confirmIfAsked(
  { page, expectMessage }: Pick<WatchedPage, 'page' | 'expectMessage'>,
  done: ReturnType<WatchedPage['page']['locator']>,
): Promise<void> {
  // The page learns that it has to ask from the refusal of the service.
  expectMessage(/status of 403/);
  const dialog = page.getByRole('dialog', { name: 'Confirm that it is you' });
  await dialog.or(done).first().waitFor();
  if (!(await dialog.isVisible())) return;
  await dialog.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await dialog.getByRole('button', { name: 'Confirm' }).click();
  await done.waitFor();
}
