import type { Page } from 'playwright-core';

export interface KeyboardWalk {
  /** What had the focus, in order, by role and name: `button "Create role"`. */
  readonly stops: readonly string[];
  /** Where a person without a mouse would be lost. */
  readonly faults: readonly string[];
}

const STOPS_MAX = 200;

/**
 * Goes through the page with Tab until the focus has left its end. Each stop must have a name, be in
 * view, be covered by nothing, and show that it has the focus.
 */
export async function walkByKeyboard(page: Page): Promise<KeyboardWalk> {
  const stops: string[] = [];
  const faults: string[] = [];
  await page.evaluate(() => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  });
  for (let count = 0; count < STOPS_MAX; count += 1) {
    await page.keyboard.press('Tab');
    const seen = await page.evaluate(lookAtFocus);
    if (seen.end) return { stops, faults };
    const [description = ''] = (await page.locator(':focus').ariaSnapshot()).split('\n');
    const stop = description.replace(/^- /, '').replace(/:$/, '');
    stops.push(stop);
    if (!stop.includes('"') && !seen.text) faults.push(`${stop} has no name: ${seen.html}`);
    faults.push(...seen.faults.map((fault) => `${stop} ${fault}: ${seen.html}`));
  }
  faults.push(`the focus has not left the page after ${STOPS_MAX} stops`);
  return { stops, faults };
}

/** Runs in the page. Marks the stops, so that the second round is known as the end. */
function lookAtFocus() {
  const element = document.activeElement;
  const isOutside = !(element instanceof HTMLElement) || element === document.body;
  if (isOutside || element.dataset['walked'] === 'yes') {
    for (const marked of document.querySelectorAll('[data-walked]')) {
      marked.removeAttribute('data-walked');
    }
    return { end: true, html: '', text: '', faults: [] };
  }
  element.dataset['walked'] = 'yes';
  const faults: string[] = [];
  const box = element.getBoundingClientRect();
  const style = getComputedStyle(element);
  const hasOutline = style.outlineStyle !== 'none' && style.outlineWidth !== '0px';
  if (!hasOutline && style.boxShadow === 'none') faults.push('does not show that it has the focus');
  const isInView =
    box.width > 0 &&
    box.bottom > 0 &&
    box.top < innerHeight &&
    box.right > 0 &&
    box.left < innerWidth;
  // Its beginning and its middle: a long text may be cut at the end of its column.
  const tops = [Math.min(box.width / 2, 8), box.width / 2].map((fromLeft) => {
    const x = Math.min(Math.max(box.x + fromLeft, 0), innerWidth - 1);
    const y = Math.min(Math.max(box.y + box.height / 2, 0), innerHeight - 1);
    return document.elementFromPoint(x, y);
  });
  const isSeen = tops.some((top) => top && (element.contains(top) || top.contains(element)));
  if (!isInView) faults.push('is out of view');
  else if (!isSeen) faults.push(`is covered by ${tops[0]?.outerHTML.slice(0, 100)}`);
  const html = element.outerHTML.slice(0, 200);
  return { end: false, html, text: element.textContent?.trim() ?? '', faults };
}
