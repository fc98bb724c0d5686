import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

/** Writes a picture of the page into the folder that UNLATCH_SCREENSHOTS names. Without it, none. */
export async function keepScreenshot(page: Page, name: string): Promise<void> {
  const folder = process.env['UNLATCH_SCREENSHOTS'];
  if (!folder) return;
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
}
