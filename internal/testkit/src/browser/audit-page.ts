import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

import { keepScreenshot } from './screenshot.js';

/** As people see a page: by day, by night, and on a phone. */
const LOOKS = [
  { name: 'light', colorScheme: 'light', size: { width: 1280, height: 720 } },
  { name: 'dark', colorScheme: 'dark', size: { width: 1280, height: 720 } },
  { name: 'phone', colorScheme: 'light', size: { width: 390, height: 844 } },
] as const;

/** A small tablet, or half a screen: what fits at both ends may not fit here. */
const BETWEEN = { width: 660, height: 900 };

type RunOptions = Parameters<AxeBuilder['options']>[0];

const EVERY_RULE: RunOptions = {
  runOnly: {
    type: 'tag',
    values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  },
  // Off unless asked for, though it is a rule of WCAG 2.2.
  rules: { 'target-size': { enabled: true } },
};

/** By night nothing but colours is another, so the other rules would find the same again. */
const RULES_OF_COLOUR: RunOptions = {
  runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] },
};

/**
 * What axe finds in a page, and whether it scrolls sideways, in each look. The caller waits before
 * for what the page is to show. The page is left as it was found, by day. `name` is that of the screenshots.
 */
export async function auditPage(page: Page, name: string): Promise<string[]> {
  const found: string[] = [];
  for (const { name: look, colorScheme, size } of LOOKS) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize(size);
    await settle(page);
    await keepScreenshot(page, `${name}-${look}`);
    const { violations } = await new AxeBuilder({ page })
      // Without frames in our pages, axe needs no second page to add up what it has found in each.
      .setLegacyMode(true)
      .options({ resultTypes: ['violations'], ...(look === 'dark' ? RULES_OF_COLOUR : EVERY_RULE) })
      .analyze();
    for (const { id, help, nodes } of violations) {
      const places = nodes.map(
        ({ target, failureSummary }) => `${target.join(' ')}: ${failureSummary}`,
      );
      found.push(`${look}: ${id}: ${help}\n${places.join('\n')}`);
    }
    found.push(...(await page.evaluate(findOverhang)).map((fault) => `${look}: ${fault}`));
  }
  await page.setViewportSize(BETWEEN);
  await settle(page);
  found.push(...(await page.evaluate(findOverhang)).map((fault) => `between: ${fault}`));
  await page.setViewportSize(LOOKS[0].size);
  await page.emulateMedia({ colorScheme: LOOKS[0].colorScheme });
  return found;
}

/** Two frames: a change of size is drawn in the first, and what follows from it in the second. */
async function settle(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await document.fonts.ready;
    for (let frame = 0; frame < 2; frame += 1) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
  });
}

/** What does not fit: the page itself, or a row of a table that is cut at its end. */
function findOverhang(): string[] {
  const excessOf = ({ scrollWidth, clientWidth }: Element) => scrollWidth - clientWidth;
  const page = excessOf(document.documentElement);
  const rows = [...document.querySelectorAll('[role=row]')].map(excessOf);
  const row = Math.max(0, ...rows);
  return [
    ...(page > 0 ? [`the page scrolls sideways, by ${page} px`] : []),
    ...(row > 0 ? [`a row is wider than its table, by ${row} px`] : []),
  ];
}
