// What the terminals of a real window hold, to the cell: found among the page's objects by the
// developer tools' protocol, so that the app needs no door for tests.
import type { CDPSession, Page } from '@playwright/test';
import type { IBuffer, IBufferCell, Terminal } from '@xterm/xterm';

/** All that two terminals must have in common for nobody to tell them apart. */
export interface Held {
  size: [cols: number, rows: number];
  active: string;
  cursor: [x: number, y: number];
  /** Of the normal screen, its scrollback first. */
  lines: string[];
  /** Of the alternate one; none while it isn't shown. */
  alternate: string[];
  modes: object;
  title: string;
  /** The sixteen colours, text and ground, as they are now. */
  colours: string[];
}

interface Internals {
  _inputHandler: { _windowTitle: string; _curAttrData: { fg: number; bg: number } };
  _themeService: {
    colors: { ansi: { css: string }[]; foreground: { css: string }; background: { css: string } };
  };
}

type Styled = IBufferCell & { fg: number; bg: number };

/** What the terminal of a pane holds. Rejects where the pane has none. */
export async function heldBy(page: Page, pane: string): Promise<Held> {
  const cdp = await page.context().newCDPSession(page);
  try {
    const { result } = await cdp.send('Runtime.callFunctionOn', {
      objectId: await allObjects(cdp),
      functionDeclaration: `function (pane) {
        const found = this.filter(${isTerminal}).find((terminal) =>
          terminal.element?.closest('[data-pane="' + CSS.escape(pane) + '"]'));
        if (!found) throw new Error('No terminal is in the pane ' + pane);
        return (${String(held)})(found);
      }`,
      arguments: [{ value: pane }],
      returnByValue: true,
    });
    if (!result.value) throw new Error(result.description ?? 'no answer');
    return result.value as Held;
  } finally {
    await cdp.detach();
  }
}

/** How the terminal of a pane is set, by the names of xterm's options; its ligatures beside them. */
export async function optionsOf(page: Page, pane: string): Promise<Record<string, unknown>> {
  const cdp = await page.context().newCDPSession(page);
  try {
    const { result } = await cdp.send('Runtime.callFunctionOn', {
      objectId: await allObjects(cdp),
      functionDeclaration: `function (pane) {
        const found = this.filter(${isTerminal}).find((terminal) =>
          terminal.element?.closest('[data-pane="' + CSS.escape(pane) + '"]'));
        const names = ['fontFamily', 'fontSize', 'lineHeight', 'letterSpacing', 'fontWeight',
          'fontWeightBold', 'cursorStyle', 'cursorBlink', 'minimumContrastRatio', 'scrollback',
          'wordSeparator', 'scrollSensitivity'];
        const set = Object.fromEntries(names.map((name) => [name, found?.options[name]]));
        return { ...set, ligatures: found?.element.style.fontFeatureSettings };
      }`,
      arguments: [{ value: pane }],
      returnByValue: true,
    });
    return result.value as Record<string, unknown>;
  } finally {
    await cdp.detach();
  }
}

/** Handle of an array that holds every object of the page. */
async function allObjects(cdp: CDPSession): Promise<string> {
  const { result } = await cdp.send('Runtime.evaluate', { expression: 'Object.prototype' });
  const prototypeObjectId = result.objectId!;
  const { objects } = await cdp.send('Runtime.queryObjects', { prototypeObjectId });
  return objects.objectId!;
}

/** Runs in the window. Some of the page's objects throw whatever they are asked. */
const isTerminal = `(object) => {
  try {
    return Object.hasOwn(object, '_core') && Boolean(object._core.element) && 'write' in object;
  } catch {
    return false;
  }
}`;

/** Runs in the window, so it uses nothing of this module. */
function held(terminal: Terminal): Held {
  const core = (terminal as unknown as { _core: Internals })._core;
  const { normal, alternate, active } = terminal.buffer;
  const cellOf = (cell: Styled): string => {
    const plain = cell.fg === 0 && cell.bg === 0;
    return plain ? cell.getChars() || ' ' : `${cell.getChars()}‹${cell.fg},${cell.bg}›`;
  };
  const linesOf = (buffer: IBuffer): string[] =>
    Array.from({ length: buffer.length }, (_, row) => {
      const line = buffer.getLine(row)!;
      const cells = Array.from({ length: terminal.cols }, (_none, col) =>
        cellOf(line.getCell(col) as Styled),
      );
      return `${line.isWrapped ? '↪' : ''}${cells.join('')}`.trimEnd();
    });
  const { ansi, foreground, background } = core._themeService.colors;
  return {
    size: [terminal.cols, terminal.rows],
    active: active.type,
    cursor: [active.cursorX, active.baseY + active.cursorY],
    lines: linesOf(normal),
    alternate: active.type === 'alternate' ? linesOf(alternate) : [],
    modes: { ...terminal.modes },
    title: core._inputHandler._windowTitle,
    colours: [...ansi.slice(0, 16), foreground, background].map(({ css }) => css),
  };
}
