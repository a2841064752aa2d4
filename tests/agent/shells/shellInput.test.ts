import { describe, expect, it } from 'vitest';
import { MAX_INLETS, ShellInput } from '../../../agent/shells/shellInput.ts';
import { ManualClock } from '../../support/manualClock.ts';
import { byteChannel } from '../../../core/channel/channel.ts';

function setUp() {
  const terminal = byteChannel('terminal', 1000);
  return { terminal, input: new ShellInput(terminal, 800, new ManualClock()) };
}

const owner = () => ({ onTaken: () => undefined, onReplaced: () => undefined });

describe('the input of a shell', () => {
  it('credits what the terminal took to whoever typed it, in order', () => {
    const { input } = setUp();
    const [a, b] = [input.inlet('a'), input.inlet('b')];
    input.type(a, 0, new Uint8Array(10));
    input.type(b, 0, new Uint8Array(5));
    input.type(a, 10, new Uint8Array(10));
    input.took(12);
    expect([a.pending, b.pending]).toEqual([10, 3]);
    input.took(13);
    expect([a.pending, b.pending]).toEqual([0, 0]);
  });

  it('hands each message on whole, and none after the program has ended', () => {
    const { input, terminal } = setUp();
    const inlet = input.inlet('a');
    input.type(inlet, 0, Buffer.from('abc'));
    expect(Buffer.from(terminal.tryReceive()!).toString()).toBe('abc');
    terminal.close();
    input.type(inlet, 3, Buffer.from('late'));
    expect(terminal.tryReceive()).toBeUndefined();
  });

  it('is told its end again, but not when somebody has typed on', () => {
    for (const typesOn of [false, true]) {
      const clock = new ManualClock();
      const terminal = byteChannel('terminal', 1000);
      let gathers = true;
      const input = new ShellInput(terminal, 800, clock, 'terminal', () => gathers);
      input.end(input.inlet('a'), 0);
      if (typesOn) input.type(input.inlet('b'), 0, Buffer.from('x'));
      gathers = false;
      clock.advance(1_000);
      const typed: number[] = [];
      for (let next = terminal.tryReceive(); next; next = terminal.tryReceive())
        typed.push(...next);
      expect(typed).toEqual(typesOn ? [4, 0x78] : [4, 4]);
    }
  });

  it('of a pipe ends with nothing that a program could read, behind all that came before', () => {
    const terminal = byteChannel('pipe', 1000);
    const input = new ShellInput(terminal, 800, new ManualClock(), 'pipe');
    const inlet = input.inlet('a');
    input.type(inlet, 0, Buffer.from('\x04x'));
    input.end(inlet, 2);
    expect([...terminal.tryReceive()!]).toEqual([4, 0x78]);
    expect(terminal.tryReceive()).toEqual(new Uint8Array(0));
    expect(terminal.tryReceive()).toBeUndefined();
  });

  it('ends with one ^D after a line, and two in the middle of one', () => {
    const { input, terminal } = setUp();
    const [a, b] = [input.inlet('a'), input.inlet('b')];
    input.end(a, 0);
    expect([...terminal.tryReceive()!]).toEqual([4]);
    input.type(b, 0, Buffer.from('x'));
    terminal.tryReceive();
    input.end(b, 1);
    expect([...terminal.tryReceive()!]).toEqual([4, 4]);
    input.end(b, 1);
    expect(terminal.tryReceive()).toBeUndefined();
  });

  it('hands an owner’s lone Ctrl-C on into a guest’s paste, and not the other way round', () => {
    const sent = (terminal: ReturnType<typeof setUp>['terminal']): string => {
      let text = '';
      for (let piece = terminal.tryReceive(); piece; piece = terminal.tryReceive()) {
        text += Buffer.from(piece).toString('latin1');
      }
      return text;
    };
    for (const [holder, key] of [
      ['guest', 'owner'],
      ['owner', 'guest'],
    ] as const) {
      const { input, terminal } = setUp();
      const [pasting, stopping] = [input.inlet('a', holder), input.inlet('b', key)];
      input.type(pasting, 0, Buffer.from('\x1b[200~one'));
      input.type(stopping, 0, Buffer.from('\x03'));
      expect(sent(terminal)).toBe(`\x1b[200~one${key === 'owner' ? '\x03' : ''}`);
      expect(stopping.received).toBe(1);
    }
  });

  it('ends behind what waited, and by what was typed last', () => {
    const { input, terminal } = setUp();
    const [a, b] = [input.inlet('a'), input.inlet('b')];
    const all = () => {
      let text = '';
      for (let next = terminal.tryReceive(); next; next = terminal.tryReceive()) {
        text += Buffer.from(next).toString();
      }
      return text;
    };
    input.type(a, 0, Buffer.from('\x1b[200~x\n'));
    input.type(b, 0, Buffer.from('y\n'));
    input.end(b, 2);
    expect(all()).toBe('\x1b[200~x\n');
    input.type(a, 8, Buffer.from('\x1b[201~'));
    expect(all()).toBe('\x1b[201~y\n\x04');
  });

  it('forgets the clients that typed longest ago, but none that is there', () => {
    const { input } = setUp();
    const here = input.inlet('here');
    here.attach(owner());
    const gone = input.inlet('gone');
    for (let i = 0; i < 2_000; i++) input.inlet(`guest ${i}`, 'guest'); // push nobody else out
    expect(input.inlet('gone')).toBe(gone);
    for (let i = 0; i < MAX_INLETS.owner; i++) input.inlet(`other ${i}`);
    expect(input.inlet('here')).toBe(here);
    expect(input.inlet('gone')).not.toBe(gone);
  });
});
