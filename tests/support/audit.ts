// Whether a page can be read and pressed as it is laid out: the contrast of each text on what it really
// stands on, text that is cut off, targets that are too small, and what axe finds.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';
import { lookOver, type PageFinding } from './auditPage.ts';
import { settled } from './settled.ts';

/** One thing that is wrong, in a line: `contrast 3.91 .hint “Fonts in order of…”`. */
export type Finding = string;

export interface AuditOptions {
  /** In forced colours contrast is the system's business. */
  contrast?: boolean;
  /** Asks axe, too. */
  axe?: boolean;
}

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface AxeNode {
  target: unknown[];
  failureSummary?: string;
}

interface Axe {
  run(
    context: { exclude: string[][] },
    options: object,
  ): Promise<{ violations: { id: string; impact: string; nodes: AxeNode[] }[] }>;
}

declare const axe: Axe;

/** All that is wrong with what the page shows now; nothing where all is well. */
export async function audit(page: Page, options: AuditOptions = {}): Promise<Finding[]> {
  await settled(page);
  const laidOut = await page.evaluate(lookOver, options.contrast ?? true);
  const found = laidOut.map(inWords);
  return options.axe === false ? found : [...found, ...(await askAxe(page))];
}

function inWords({ rule, where, text, value }: PageFinding): Finding {
  return `${rule} ${value} ${where} “${text}”`;
}

/** By the developer tools, which the page's policy doesn't bind. */
async function askAxe(page: Page): Promise<Finding[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) {
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('Runtime.evaluate', { expression: AXE });
    await cdp.detach();
  }
  const violations = await page.evaluate(async () => {
    // What a program printed is its own; rows of a list that are scrolled away can't be seen.
    const context = { exclude: [['.xterm-rows']] };
    const rules = { 'scrollable-region-focusable': { enabled: true } };
    const { violations } = await axe.run(context, { resultTypes: ['violations'], rules });
    // A menu or a tooltip belongs to what it was opened from, wherever on the page it is put.
    const menus = '[role="menu"], [role="tooltip"]';
    const isMenus = (id: string, where: string): boolean =>
      id === 'region' && document.querySelector(where)?.closest(menus) !== null;
    return violations.flatMap(({ id, impact, nodes }) => {
      const all = nodes.map(({ target }) => target.join(' '));
      const where = all.filter((one) => !isMenus(id, one)).slice(0, 4);
      return where.length > 0 ? [{ id, impact, where }] : [];
    });
  });
  return violations.map(({ id, impact, where }) => `axe ${id} (${impact}) ${where.join(', ')}`);
}

/** Of two colours as browsers compute them, `rgb(1, 2, 3)`, both opaque. */
export function contrastOf(one: string, other: string): number {
  const [bright, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (bright! + 0.05) / (dark! + 0.05);
}

function luminance(colour: string): number {
  const channels = (/\(([^)]+)\)/.exec(colour)?.[1] ?? '').split(/[ ,/]+/).map(Number);
  const [red, green, blue] = channels.map((channel) => {
    const part = channel / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}
