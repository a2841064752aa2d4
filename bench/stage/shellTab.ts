// One tab with a shell that is fit for measuring: bash with a bare prompt that carries a mark, so
// that the window knows to the microsecond when it is back.
import type { Page } from '@playwright/test';
import {
  openHost,
  showTabAt,
  tabCount,
  terminal,
  typeLine,
  waitForState,
} from '../../tests/support/drive.ts';
import { MARK_CODE } from '../window/terminalProbe.ts';
import { probeVisible } from './window.ts';
import { within } from './within.ts';

const PROMPT = 'prompt';
const BEGUN = 'begun';
const PS1 = String.raw`\[\e]${MARK_CODE};${PROMPT}\a\]$ `;
const OPEN_LIMIT_MS = 60_000;
const RUN_LIMIT_MS = 300_000;

export interface Ran {
  /** From the Enter key to the prompt's mark parsed. */
  ms: number;
  /** Output parsed meanwhile. */
  bytes: number;
}

export class ShellTab {
  readonly #page: Page;
  /** Of its tab, counted from 1. */
  readonly #place: number;
  readonly #probe: number;
  /** Id of its pane beside others; the only one of its tab needs none. */
  readonly #pane: string | undefined;

  private constructor(page: Page, place: number, probe: number, pane?: string) {
    this.#page = page;
    this.#place = place;
    this.#probe = probe;
    this.#pane = pane;
  }

  /** Opens another tab on a saved host; it is the one on the screen then. */
  static async open(page: Page, host: string): Promise<ShellTab> {
    const place = (await tabCount(page)) + 1;
    await openHost(page, host);
    await waitForState(page, 'online');
    return new ShellTab(page, place, await probeVisible(page)).#madeFit();
  }

  /** Splits the pane that has the keyboard, so that another is below it, on the same host. */
  static async below(page: Page): Promise<ShellTab> {
    const panes = page.locator('[data-pane]');
    const before = await panes.count();
    await page.keyboard.press('Control+Shift+E');
    const added = panes.nth(before); // a new one stands at the end, wherever it is shown
    await added.and(page.locator('[aria-current="true"]')).waitFor({ timeout: OPEN_LIMIT_MS });
    await added.locator('[data-state="online"]').first().waitFor({ timeout: OPEN_LIMIT_MS });
    const id = (await added.getAttribute('data-pane'))!;
    const selected = await tabs(page).evaluateAll((all) => {
      const at = all.findIndex((tab) => tab.ariaSelected === 'true');
      return Number(all[at]!.ariaPosInSet ?? at + 1);
    });
    return new ShellTab(page, selected, await probeVisible(page), id).#madeFit();
  }

  async #madeFit(): Promise<this> {
    await this.run(`exec env PS1='${PS1}' HISTFILE= bash --noprofile --norc -i`, OPEN_LIMIT_MS);
    return this;
  }

  /** Number of its probe in `window.bench.probes`. */
  get probe(): number {
    return this.#probe;
  }

  async show(): Promise<void> {
    await showTabAt(this.#page, this.#place);
    const pane = this.#pane
      ? this.#page.locator(`[data-pane="${this.#pane}"]`)
      : terminal(this.#page);
    await pane.locator('.xterm').click();
  }

  /** Runs a command to its end, in the tab that is on the screen. */
  async run(line: string, limitMs = RUN_LIMIT_MS): Promise<Ran> {
    const [prompts, before] = [await this.count(PROMPT), await this.parsed()];
    await typeLine(this.#page, line);
    const back = this.markAfter(PROMPT, prompts);
    const at = await within(limitMs, `“${line.slice(0, 60)}” did not end`, back);
    return { ms: at - (await this.keyAt()), bytes: (await this.parsed()) - before };
  }

  /** Starts a command that doesn't end by itself, and waits until it has printed so much. */
  async start(line: string, bytes: number): Promise<void> {
    const before = await this.parsed();
    await typeLine(this.#page, line);
    await within(RUN_LIMIT_MS, `“${line}” printed too little`, this.parsedTo(before + bytes));
  }

  /** Starts a command that doesn't end by itself, and waits until the shell is about to run it. */
  async begin(line: string): Promise<void> {
    const begun = await this.count(BEGUN);
    await typeLine(this.#page, String.raw`printf '\e]${MARK_CODE};${BEGUN}\a'; ${line}`);
    await within(RUN_LIMIT_MS, `“${line}” did not begin`, this.markAfter(BEGUN, begun));
  }

  /** Presses Ctrl+C and waits for the prompt; milliseconds from the key. */
  async interrupt(): Promise<number> {
    const prompts = await this.count(PROMPT);
    await this.#page.keyboard.press('Control+c');
    const back = this.markAfter(PROMPT, prompts);
    const at = await within(RUN_LIMIT_MS, 'Ctrl+C had no effect', back);
    return at - (await this.keyAt());
  }

  /** The last of the numbers that stand alone on their lines; the screen is full of them. */
  lastNumber(): Promise<number> {
    return this.#page.evaluate((probe) => window.bench.probes[probe]!.lastNumber(), this.#probe);
  }

  /** How often a mark was parsed so far. */
  count(mark: string): Promise<number> {
    return this.#page.evaluate(([probe, name]) => window.bench.probes[probe]!.count(name), [
      this.#probe,
      mark,
    ] as const);
  }

  /** When the mark is parsed that follows so many, in the window's time. */
  markAfter(mark: string, count: number): Promise<number> {
    return this.#page.evaluate(([probe, name, n]) => window.bench.probes[probe]!.mark(name, n), [
      this.#probe,
      mark,
      count,
    ] as const);
  }

  /** From each key to its echo, milliseconds, of all keys so far. */
  echoes(): Promise<number[]> {
    return this.#page.evaluate((probe) => window.bench.probes[probe]!.echoes, this.#probe);
  }

  /** Resolves once there are so many echoes. */
  echoed(count: number): Promise<void> {
    return this.#page.evaluate(([probe, n]) => window.bench.probes[probe]!.echoed(n), [
      this.#probe,
      count,
    ] as const);
  }

  parsed(): Promise<number> {
    return this.#page.evaluate((probe) => window.bench.probes[probe]!.parsed, this.#probe);
  }

  parsedTo(bytes: number): Promise<void> {
    return this.#page.evaluate(([probe, to]) => window.bench.probes[probe]!.parsedTo(to), [
      this.#probe,
      bytes,
    ] as const);
  }

  keyAt(): Promise<number> {
    return this.#page.evaluate((probe) => window.bench.probes[probe]!.keyAt, this.#probe);
  }
}

function tabs(page: Page) {
  return page.getByLabel('Open shells', { exact: true }).getByRole('tab');
}
