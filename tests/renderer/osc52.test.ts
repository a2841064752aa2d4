// What programs ask of the clipboard, read off the sequence, and through a real xterm.js however it
// was wrapped.
import xterm from '@xterm/headless';
import { describe, expect, it } from 'vitest';
import { CLIPBOARD_LIMIT_BYTES, readOsc52 } from '../../renderer/terminal/osc52.ts';

const base64 = (text: string | Uint8Array): string => Buffer.from(text).toString('base64');

describe('OSC 52', () => {
  it('puts text of any script on the clipboard', () => {
    const text = 'žluťoučký 数据 🪢\n\ttab';
    const put = { kind: 'put', target: 'clipboard', text };
    expect(readOsc52(`c;${base64(text)}`)).toEqual(put);
    expect(readOsc52(`;${base64(text)}`)).toEqual(put); // as tmux does
    expect(readOsc52(`s0;${base64(text)}`)).toEqual(put);
  });

  it('puts nothing but what it carries: no character is taken away', () => {
    const text = '\ufeff\x1b[31m\0\r\n\u202e';
    expect(readOsc52(`c;${base64(text)}`)).toMatchObject({ text });
  });

  it('means the selection where it says so', () => {
    expect(readOsc52(`p;${base64('x')}`)).toMatchObject({ target: 'selection' });
    expect(readOsc52(`pc;${base64('x')}`)).toMatchObject({ target: 'clipboard' });
  });

  it('is known as a question', () => {
    expect(readOsc52('c;?')).toEqual({ kind: 'read' });
    expect(readOsc52(';?')).toEqual({ kind: 'read' });
  });

  it('takes 1 MiB, and refuses more by name', () => {
    const full = new Uint8Array(CLIPBOARD_LIMIT_BYTES).fill(0x61);
    expect(readOsc52(`c;${base64(full)}`)).toMatchObject({ kind: 'put' });
    const more = new Uint8Array(CLIPBOARD_LIMIT_BYTES + 3).fill(0x61);
    expect(readOsc52(`c;${base64(more)}`)).toEqual({ kind: 'unfit', why: 'too-long' });
  });

  it('refuses what is no base64, and what is no text', () => {
    expect(readOsc52('c;***')).toEqual({ kind: 'unfit', why: 'not-base64' });
    expect(readOsc52(`c;${base64(Uint8Array.of(0xc3, 0x28))}`)).toEqual({
      kind: 'unfit',
      why: 'not-text',
    });
  });

  it.each(['', 'c', 'c;', '0;YQ==', 'q;YQ==', ';'])('does nothing for %j', (data) => {
    expect(readOsc52(data)).toEqual({ kind: 'nothing' });
  });
});

describe('OSC 52 in what a program prints', () => {
  const sequence = `\x1b]52;c;${base64('wrapped')}`;
  const doubled = sequence.replaceAll('\x1b', '\x1b\x1b');
  it.each([
    ['ended by BEL', `${sequence}\x07`],
    ['ended by ST', `${sequence}\x1b\\`],
    ['passed through tmux that isn’t there', `\x1bPtmux;${doubled}\x07\x1b\\`],
    ['the same, ended by ST', `\x1bPtmux;${doubled}\x1b\x1b\\\x1b\\`],
    ['passed through screen', `\x1bP${sequence}\x07\x1b\\`],
    ['in pieces', `${sequence.slice(0, 9)}|${sequence.slice(9)}|\x07`],
  ])('is heard once when %s, and shows nothing', async (_, printed) => {
    const terminal = new xterm.Terminal({ allowProposedApi: true });
    const heard: string[] = [];
    terminal.parser.registerOscHandler(52, (data) => {
      heard.push(data);
      return true;
    });
    for (const piece of printed.split('|')) {
      await new Promise<void>((done) => terminal.write(piece, done));
    }
    expect(heard.map(readOsc52)).toEqual([{ kind: 'put', target: 'clipboard', text: 'wrapped' }]);
    expect(terminal.buffer.active.getLine(0)!.translateToString(true)).toBe('');
  });
});
