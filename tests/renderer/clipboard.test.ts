// All ways to paste into one terminal, without the terminal: what is asked and what is told first.
import { describe, expect, it } from 'vitest';
import type { Bridge, Settings } from '../../electron/ipc/contract.ts';
import { pastedFrom, TerminalClipboard } from '../../renderer/terminal/clipboard.ts';
import type { TerminalView } from '../../renderer/terminal/view.ts';

const COPIED: Record<string, string> = {
  'clipboard:read': 'copied',
  'clipboard:readSelection': 'selected',
};

function make(may: { alive?: boolean; mayType?: boolean } = {}) {
  const pasted: string[] = [];
  const listeners = new Map<string, (event: unknown) => void>();
  let notTaken = 0;
  const view = {
    terminal: {
      onSelectionChange: () => undefined,
      scrollToBottom: () => undefined,
      modes: { bracketedPasteMode: false, mouseTrackingMode: 'none' },
    },
    input: { paste: (bytes: Uint8Array) => pasted.push(new TextDecoder().decode(bytes)) },
  } as unknown as TerminalView;
  const element = {
    addEventListener: (name: string, listener: never) => listeners.set(name, listener),
  } as unknown as HTMLElement;
  const clipboard = new TerminalClipboard(view, element, {
    bridge: { call: async (name: string) => COPIED[name] } as unknown as Bridge,
    platform: 'linux',
    settings: () => ({ confirmMultilinePaste: true, middleClick: 'system' }) as Settings,
    alive: () => may.alive ?? true,
    mayType: () => may.mayType ?? true,
    notTaken: () => void notTaken++,
    ask: async () => 'paste',
    failed: (error) => expect.unreachable(String(error)),
  });
  const browserPaste = (text: string): void =>
    listeners.get('paste')!({
      preventDefault: () => undefined,
      stopImmediatePropagation: () => undefined,
      clipboardData: { getData: () => text },
    });
  const middleClick = (): void => {
    for (const name of ['mousedown', 'mouseup']) listeners.get(name)!({ button: 1 });
  };
  return { clipboard, pasted, browserPaste, middleClick, notTaken: () => notTaken };
}

/** Resolves when every answer under way has been taken. */
const answered = () => new Promise((resolve) => setImmediate(resolve));

describe('a middle click', () => {
  it.each([
    ['system', 'linux', 'clipboard:readSelection'],
    ['system', 'win32', null],
    ['system', 'darwin', null],
    ['clipboard', 'linux', 'clipboard:read'],
    ['clipboard', 'darwin', 'clipboard:read'],
    ['nothing', 'linux', null],
  ] as const)('by the setting %s pastes on %s from %s', (setting, platform, from) => {
    expect(pastedFrom(setting, platform)).toBe(from);
  });
});

describe('a paste', () => {
  it('comes from the keys, the browser and a middle click', async () => {
    const { clipboard, pasted, browserPaste, middleClick } = make();
    await clipboard.pasteClipboard();
    browserPaste('dropped');
    middleClick();
    await answered();
    expect(pasted).toEqual(['copied', 'dropped', 'selected']);
  });

  it('of who may only watch is sent in no way, and told each time', async () => {
    const { clipboard, pasted, browserPaste, middleClick, notTaken } = make({ mayType: false });
    await clipboard.pasteClipboard();
    browserPaste('dropped');
    middleClick();
    await answered();
    expect(pasted).toEqual([]);
    expect(notTaken()).toBe(3);
  });

  it('of nothing, or into a shell that is over, says nothing of watching', async () => {
    const ended = make({ alive: false, mayType: false });
    await ended.clipboard.paste('late');
    const watcher = make({ mayType: false });
    await watcher.clipboard.paste('');
    expect([ended.notTaken(), watcher.notTaken()]).toEqual([0, 0]);
  });
});
