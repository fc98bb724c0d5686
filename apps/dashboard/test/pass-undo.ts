import type { WatchedPage } from '@unlatch/testkit/browser/watched-page';

/** Confirms a deletion, and lets the seconds pass in which it can be taken back. */
export async function passUndo(
  page: WatchedPage['page'],
  { confirm, done }: { confirm: () => Promise<void>; done: string },
): Promise<void> {
  await page.clock.install();
  await confirm();
  await page.getByRole('button', { name: 'Undo' }).waitFor();
  await page.clock.fastForward(10_000);
  await page.getByText(done).waitFor();
}
