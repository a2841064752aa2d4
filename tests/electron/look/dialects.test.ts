// Ways of writing that real files have, beyond what every reader is tested with: what each means is what
// its own program shows.
import { describe, expect, it } from 'vitest';
import { lab } from '../../../core/look/oklab.ts';
import { readSchemes } from '../../../electron/look/readSchemes.ts';
import { EXPECTED, FILES, itermFile } from './files.ts';

const read = (text: string) => readSchemes('x', new TextEncoder().encode(text));
const { background, foreground, ansi } = EXPECTED;

/** `write` says what comes before each colour's name. */
const xresources = (write: (name: string) => string) =>
  [
    `${write('background')}: ${background}`,
    `${write('foreground')}: ${foreground}`,
    ...ansi.map((colour, at) => `${write(`color${at}`)}: ${colour}`),
  ].join('\n');

describe('Xresources', () => {
  const whole = xresources((name) => `*${name}`);

  it.each([
    ['an editor', 'Emacs.background: #ffffff\nEmacs*color1: black'],
    ['a menu', 'dmenu.background: #ffffff\nrofi.foreground: #000000'],
    ['a part of the window', 'XTerm*SimpleMenu*background: gray\nXTerm*scrollbar.foreground: red'],
    ['any part of a window', '*SimpleMenu*background: gray'],
  ])('are told apart from those of %s', (_, others) => {
    expect(read(`${whole}\n${others}`).schemes[0]).toMatchObject(EXPECTED);
  });

  it('of a terminal come before those of all programs, wherever they stand', () => {
    const own = xresources((name) => `URxvt*${name}`);
    const general = '*background: #000000\n*color1: #ff0000\n*cursorColor: #abcdef';
    const [scheme] = read(`${own}\n${general}`).schemes;
    expect(scheme).toMatchObject({ ...EXPECTED, cursor: '#abcdef' });
  });

  it('are those of the terminal that is given most of them', () => {
    const own = xresources((name) => `urxvt.${name}`);
    expect(read(`${own}\nXTerm*background: #424242`).schemes[0]).toMatchObject(EXPECTED);
    expect(read(`XTerm*VT100*color1: red\n${own}`).schemes[0]).toMatchObject(EXPECTED);
  });

  it('put a defined name in behind an opacity, and in parts', () => {
    const text = `#define ground ${background}\n#define dim [85]\n${whole}\n`;
    expect(read(`${text}*background: [90]ground`).schemes[0]).toMatchObject(EXPECTED);
    expect(read(`${text}URxvt.background: dim ground`).schemes[0]).toMatchObject(EXPECTED);
  });

  it.each([
    ['sienna1', '#ff8247'],
    ['PaleVioletRed4', '#8b475d'],
    ['Light Sky Blue', '#87cefa'],
    ['red3', '#cd0000'],
    ['grey90', '#e5e5e5'],
    ['gray50', '#7f7f7f'],
    ['Gray 10', '#1a1a1a'],
    ['teal', '#008080'],
  ])('may have X11’s %s', (name, hex) => {
    expect(read(`${whole}\n*color1: ${name}`).schemes[0]!.ansi[1]).toBe(hex);
  });

  it.each(['red0', 'red5', 'gray101', 'constructor1', 'reddish2'])('have no %s', (name) => {
    expect(() => read(`${whole}\n*color1: ${name}`)).toThrow(/is no colour/);
  });

  it('that define a name by itself come to an end', () => {
    const text = `#define a a a a a a a a\n#define b ${'a '.repeat(40)}\n${whole}\n*cursorColor: b`;
    expect(read(text).schemes[0]!.cursor).toBeUndefined();
  });
});

describe('Gogh', () => {
  const goghJson = (name: string) =>
    JSON.stringify({
      name,
      ...Object.fromEntries(
        ansi.map((colour, at) => [`color_${String(at + 1).padStart(2, '0')}`, colour]),
      ),
      ...{ background, foreground, cursor: foreground },
    });

  it('gives all in one list, beside others', () => {
    const wrong = JSON.stringify({ name: 'Half', color_01: '#000000', background: '#000000' });
    const { schemes, refused } = read(`[${['A', 'B'].map(goghJson).join(',\n')}, ${wrong}]`);
    expect(schemes.map(({ name }) => name)).toEqual(['A', 'B']);
    expect(schemes[1]).toMatchObject({ ...EXPECTED, cursor: foreground });
    expect(refused.map(({ name }) => name)).toEqual(['Half']);
  });

  it('gives all in one list of YAML', () => {
    const one = FILES['gogh.yml']!.split("'Night'\n")[1]!.replace(/^/gm, '  ');
    const { schemes } = read(`- name: A\n${one}\n- name: B\n${one}`);
    expect(schemes).toMatchObject([
      { ...EXPECTED, name: 'A' },
      { ...EXPECTED, name: 'B' },
    ]);
  });

  it('leaves none of a long list out without a word', () => {
    const list = Array.from({ length: 1_100 }, (_, at) => goghJson(`Night ${at}`));
    expect(read(`[${list.join()}]`).schemes).toHaveLength(1_100);
  });
});

describe('kitty', () => {
  const withRed = (colour: string) =>
    read(`${FILES['Night.conf']!}\ncolor1 ${colour}`).schemes[0]!.ansi[1]!;

  it.each([
    ['oklch(0.85 0.025 290)', '#cdcbdd'],
    ['oklch(0.85, 0.025, 290deg / 0.5)   # pale', '#cdcbdd'],
    ['lab(20 5 -10)', '#322e3f'],
    ['LAB(50 60 40)  # red', '#d63c37'],
    ['lab(0 0 0)', '#000000'],
    ['rgb(80, 96, 112) # calm', '#506070'],
  ])('writes %s', (text, hex) => {
    expect(withRed(text)).toBe(hex);
  });

  it('takes chroma from what can’t be shown, not lightness', () => {
    expect(lab(withRed('oklch(0.7 0.4 25)'))[0]).toBeCloseTo(0.7, 2);
  });

  it.each(['oklch(0.7 0.4)', 'lab(50 x 1)', 'lch(50 20 30)'])('writes no %s', (text) => {
    expect(() => withRed(text)).toThrow();
  });
});

describe('iTerm2', () => {
  it('may have comments before its list, even before the declaration of XML', () => {
    const remarks = '<!--\n  a template\n-->\n<!-- of mine -->\n';
    expect(read(remarks + itermFile()).schemes[0]).toMatchObject(EXPECTED);
    expect(read(`\n${itermFile()}`).schemes[0]).toMatchObject(EXPECTED);
    expect(() => read(`${remarks}<plist><dict><key>A`)).toThrow(/line 5/);
  });
});
