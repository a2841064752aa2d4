// What axe finds wrong with the window or a part of it, for people who don't see it or use no mouse.
import axe from 'axe-core';
import type { Page } from '@playwright/test';
import { atRest } from './atRest.ts';

interface Found {
  rule: string;
  impact: string;
  where: string[];
}

/** Every violation in what these selectors match, in words, once nothing moves there; none when all is well. */
export async function axeFinds(page: Page, ...selectors: string[]): Promise<Found[]> {
  await atRest(page); // half way between two colours none has the contrast that it will have
  // Not as a script of the page, which its policy refuses.
  await page.evaluate(axe.source);
  return page.evaluate(async (include) => {
    const { axe: run } = globalThis as unknown as { axe: typeof axe };
    const { violations } = await run.run(
      include.length > 0 ? { include } : document,
      // Landmarks are the page's, not a part's.
      { rules: { region: { enabled: include.length === 0 } } },
    );
    return violations.map(({ id, impact, nodes }) => ({
      rule: id,
      impact: impact ?? '',
      where: nodes.map((node) => `${node.html.slice(0, 200)} ${node.failureSummary ?? ''}`),
    }));
  }, selectors);
}

/** Each violation of the whole page in a line: the rule, and the first places where it is broken. */
export async function violations(page: Page): Promise<string[]> {
  const found = await axeFinds(page);
  return found.map(({ rule, where }) => `${rule}: ${where.slice(0, 3).join(' … ')}`);
}

/** The same of a part of the page. */
export async function faultsByAxe(page: Page, within = 'body'): Promise<string[]> {
  const found = await axeFinds(page, within);
  return found.flatMap(({ rule, where }) => where.map((one) => `${rule}: ${one}`));
}
