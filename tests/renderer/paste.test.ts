// What a paste is turned into, and when it deserves a question.
import { describe, expect, it } from 'vitest';
import {
  asOneLine,
  deservesAsking,
  encodePaste,
  inspectPaste,
} from '../../renderer/terminal/paste.ts';

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

describe('inspecting a paste', () => {
  it('counts lines, and a break at the end is not a line of its own', () => {
    expect(inspectPaste('one\ntwo\r\nthree\rfour')).toMatchObject({ lines: 4, endsLine: false });
    expect(inspectPaste('one\n')).toMatchObject({ lines: 1, endsLine: true });
  });

  it('takes out whatever could act as a key or end the paste brackets', () => {
    const report = inspectPaste('a\x1b[201~b\x03c\x9bd\x7f\te');
    expect(report).toMatchObject({ text: 'a[201~bcd\te', removed: 4 });
  });

  it('leaves letters of all scripts and emoji alone', () => {
    const raw = 'naïve 日本語 🙂 \u00a0';
    expect(inspectPaste(raw)).toMatchObject({ text: raw, removed: 0 });
  });
});

describe('asking before a paste', () => {
  it.each(['two\nlines', 'runs at once\n', 'hides a \x1b key'])('asks for %j', (raw) => {
    expect(deservesAsking(inspectPaste(raw))).toBe(true);
  });

  it('does not ask for a plain line', () => {
    expect(deservesAsking(inspectPaste('echo hello\tworld'))).toBe(false);
  });
});

describe('sending a paste', () => {
  it('presses Enter with CR, as a keyboard does', () => {
    expect(text(encodePaste('a\nb', false))).toBe('a\rb');
  });

  it('is put in brackets where the program asked for them', () => {
    expect(text(encodePaste('a\nb', true))).toBe('\x1b[200~a\rb\x1b[201~');
  });

  it('as one line joins the lines by single spaces and presses no Enter', () => {
    expect(asOneLine('  tar xf a.tgz &&\n\n   cd a\n')).toBe('tar xf a.tgz && cd a');
  });
});
