// The terminals of all shells that have printed more than their logs hold.
import type { Terminal } from '@xterm/headless';
import { paintScreen } from '../../core/screen/paintScreen.ts';
import { unfinishedIn } from '../../core/screen/terminalState.ts';
import { joined } from '../../core/text/utf8Borders.ts';
import { makeTerminal, SCROLLBACK_LINES } from './headlessTerminal.ts';
import { LazyTerminal } from './lazyTerminal.ts';
import type { Answer, Order } from './orders.ts';

export class TerminalKeeper {
  readonly #terminals = new Map<number, LazyTerminal>();

  /** Carries an order out; what there is to say about it, if anything. */
  obey(order: Exclude<Order, { kind: 'collect' }>): Answer | undefined {
    const { kind, shell } = order;
    const terminal = this.#terminals.get(shell);
    if (kind === 'resize') {
      if (terminal) terminal.resize(order.size);
      else this.#terminals.set(shell, new LazyTerminal(makeTerminal(order.size)));
      return undefined;
    }
    if (!terminal) return undefined;
    if (kind === 'feed') {
      terminal.feed(order.bytes);
      return { kind: 'fed', shell, bytes: order.bytes.byteLength, calm: terminal.isCalm };
    }
    if (kind === 'paint') return painted(terminal.terminal, shell, order.maxBytes);
    terminal.dispose();
    this.#terminals.delete(shell);
    return undefined;
  }
}

function painted(terminal: Terminal, shell: number, maxBytes: number): Answer {
  const { cols, rows } = terminal;
  return { kind: 'painted', shell, size: { cols, rows }, bytes: paintWithin(terminal, maxBytes) };
}

/**
 * With as much scrollback as fits; nothing at all where not even the screen alone does. At its end
 * stands what the terminal has of a character whose rest is still to come.
 */
function paintWithin(terminal: Terminal, maxBytes: number): Uint8Array {
  const unfinished = unfinishedIn(terminal);
  for (let lines = SCROLLBACK_LINES; ; lines >>= 1) {
    const painted = new TextEncoder().encode(paintScreen(terminal, lines));
    const bytes = joined(painted, unfinished);
    if (bytes.byteLength <= maxBytes) return bytes;
    if (lines === 0) return new Uint8Array(0);
  }
}
