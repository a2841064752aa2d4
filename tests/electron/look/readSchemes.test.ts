// Files of ten programs become schemes, told apart by what stands in them; and what is no scheme is refused
// in words that say where.
import { describe, expect, it } from 'vitest';
import { SCHEME_FILE_LIMIT } from '../../../electron/look/limits.ts';
import { readSchemes } from '../../../electron/look/readSchemes.ts';
import { PersonError } from '../../../electron/personError.ts';
import { inEnglish } from '../../../words/said.ts';
import { seeded } from '../../support/random.ts';
import { BINARY_PLIST, EXPECTED, FILES, itermFile, plistColour } from './files.ts';
import { windowsTerminalScheme } from './files.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const read = (text: string, name = 'Night') => readSchemes(name, bytes(text));

function refusal(content: string | Uint8Array, name = 'a file'): string {
  try {
    readSchemes(name, typeof content === 'string' ? bytes(content) : content);
  } catch (error) {
    if (error instanceof PersonError) return inEnglish(error.said);
    throw error;
  }
  return '';
}

describe('a file of', () => {
  it.each(Object.keys(FILES))('%s gives its colours', (name) => {
    const { schemes, refused } = read(FILES[name]!, name);
    expect(refused).toEqual([]);
    expect(schemes).toHaveLength(1);
    expect(schemes[0]).toMatchObject(EXPECTED);
  });

  it.each(Object.keys(FILES))('%s is told by its content, not by its name', (name) => {
    expect(read(FILES[name]!, 'x.dat').schemes[0]).toMatchObject(EXPECTED);
  });

  it('a property list in binary gives its colours', () => {
    const { schemes } = readSchemes('Night.itermcolors', Buffer.from(BINARY_PLIST, 'base64'));
    expect(schemes).toEqual([{ name: 'Night', ...EXPECTED }]);
  });

  it('Windows’ registry may be in UTF-16, with one scheme for each session', () => {
    const two = `${FILES['session.reg']!}${FILES['session.reg']!.split('\n\n')[1]!.replace('Night', 'My%20Day')}`;
    const wide = Buffer.from(`\uFEFF${two}`, 'utf16le');
    const { schemes } = readSchemes('all.reg', wide);
    expect(schemes.map(({ name }) => name)).toEqual(['Night', 'My Day']);
    expect(schemes[1]).toMatchObject({ ...EXPECTED, cursor: '#ffffff', cursorText: '#000000' });
  });

  it('is called as it calls itself, or else as the file', () => {
    const names = Object.entries(FILES).map(([file, text]) => read(text, file).schemes[0]!.name);
    expect(names).toEqual([
      ...[
        'Night',
        'Night',
        'Night',
        'Night',
        'Night',
        'dotted',
        'Night',
        'Night',
        'Night',
        'Night',
      ],
      ...['.Xresources', 'Night'],
    ]);
    expect(read(itermFile(), 'Night 1.0').schemes[0]!.name).toBe('Night 1.0');
    expect(read(windowsTerminalScheme('\u202eevil\u0007 name')).schemes[0]!.name).toBe('evil name');
    expect(read(windowsTerminalScheme('n'.repeat(5_000))).schemes[0]!.name).toHaveLength(80);
  });
});

describe('iTerm2', () => {
  it('in Display P3 is brought to sRGB, and cut off there', () => {
    const p3 = '<key>Color Space</key><string>P3</string>';
    const { schemes } = read(itermFile([plistColour('Ansi 1 Color', '#ff0000', p3)]));
    expect(schemes[0]!.ansi[1]).toBe('#ff0000');
    const grey = read(itermFile([plistColour('Ansi 1 Color', '#808080', p3)]));
    expect(grey.schemes[0]!.ansi[1]).toBe('#808080');
    const green = read(itermFile([plistColour('Ansi 1 Color', '#60a060', p3)]));
    expect(green.schemes[0]!.ansi[1]).toBe('#48a258');
  });

  it('of another colour space is refused with its place', () => {
    const cmyk = '<key>Color Space</key><string>CMYK</string>';
    expect(refusal(itermFile([plistColour('Ansi 3 Color', '#808080', cmyk)]))).toBe(
      '“Ansi 3 Color” is given in the colour space “CMYK”. Bowline reads sRGB, P3 and calibrated ones.',
    );
  });

  it('with a pair for light and dark gives what differs, each by its name', () => {
    const light = [
      'Background',
      'Foreground',
      ...Array.from({ length: 16 }, (_, at) => `Ansi ${at}`),
    ];
    const pair = light.map((name) => plistColour(`${name} Color (Light)`, '#123456'));
    const { schemes } = read(itermFile(pair), 'Night.itermcolors');
    expect(schemes.map(({ name }) => name)).toEqual(['Night', 'Night (Light)']);
    expect(schemes[1]!.background).toBe('#123456');
  });
});

describe('base16 and base24', () => {
  const bases = (count: number, write: (digits: string, at: number) => string) =>
    Array.from({ length: count }, (_, at) =>
      write(at.toString(16).toUpperCase().padStart(2, '0'), at),
    ).join('\n');

  it('are read as text, where YAML sees numbers', () => {
    const odd = ['2e3440', '000000', '010203', '1e1010', '090300', '123456', '0e0101', '3b4252'];
    const text = `scheme: "Odd"\n${bases(16, (digits, at) => `base${digits}: ${odd[at % 8]}`)}`;
    const [scheme] = read(text).schemes;
    expect([scheme!.name, scheme!.background, scheme!.foreground]).toEqual([
      'Odd',
      '#2e3440',
      '#123456',
    ]);
    expect(scheme!.ansi).toEqual([
      ...['#2e3440', '#2e3440', '#1e1010', '#010203', '#123456', '#0e0101', '#090300', '#123456'],
      ...['#1e1010', '#2e3440', '#1e1010', '#010203', '#123456', '#0e0101', '#090300', '#3b4252'],
    ]);
  });

  it('have bright colours of their own in base24', () => {
    const text = `system: base24\nname: Own\npalette:\n${bases(24, (digits) => `  base${digits}: "#0000${digits}"`)}`;
    expect(read(text).schemes[0]!.ansi).toEqual([
      ...['#000000', '#000008', '#00000b', '#00000a', '#00000d', '#00000e', '#00000c', '#000005'],
      ...['#000003', '#000012', '#000014', '#000013', '#000016', '#000017', '#000015', '#000007'],
    ]);
  });
});

describe('bright colours that a file leaves to its terminal', () => {
  const half = FILES['Night.toml']!.split('[colors.bright]')[0]!;

  it('are made from the plain ones, and it is told', () => {
    const { schemes, madeBright } = read(half);
    expect(madeBright).toEqual(['Night']);
    expect(schemes[0]!.ansi).toHaveLength(16);
    expect(new Set(schemes[0]!.ansi).size).toBe(16);
  });

  it('but not where some of them are there', () => {
    expect(refusal(`${half}[colors.bright]\nblack = "#000000"\n`)).toMatch(
      /7 are missing: bright\.red/,
    );
  });
});

describe('refused with the place is', () => {
  const kitty = FILES['Night.conf']!;

  it.each([
    [
      'what has 12 colours',
      kitty.replace(/^color1[2-5].*\n/gm, ''),
      /4 are missing: color12, color13, color14, color15\./,
    ],
    ['what lacks one', kitty.replace(/^color7 .*\n/m, ''), /“color7” is missing/],
    [
      'what lacks a background',
      FILES['Night']!.replace(/^background.*$/m, ''),
      /“background” is missing/,
    ],
    [
      'a word for a colour',
      kitty.replace('#ff616e', 'reddish'),
      /^Line 15: “reddish”, given for “color9”, is no colour\.$/,
    ],
    ['JSON that ends early', '{ "schemes": [\n {"name": ', /from line 2, column \d+ on/],
    ['TOML that isn’t', '[colors.primary]\nbackground = \n', /from line 2, column \d+ on/],
    ['YAML that isn’t', 'colors:\n  primary: {a: b\n', /from line \d+, column \d+ on/],
    ['a damaged list', '<?xml version="1.0"?><plist><dict><key>A', /from line 1, column \d+ on/],
    [
      'a list of something else',
      '<plist version="1.0"><dict><key>A</key><string>b</string></dict></plist>',
      /no colour scheme/,
    ],
    [
      'a binary list, cut short',
      Buffer.from(BINARY_PLIST, 'base64').subarray(0, 300),
      /property list is damaged/,
    ],
    [
      'a picture',
      Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13]),
      /neither text nor a property list/,
    ],
    [
      'text in no encoding',
      Uint8Array.from({ length: 900 }, (_, at) => 128 + (at % 64)),
      /neither text/,
    ],
    ['nothing', '', /the file is empty/],
    ['a letter', 'Dear all,\nthe background is this.\n', /that Bowline can read/],
    ['a program', 'int main(void) { return 0; }', /that Bowline can read/],
    ['a large file', ' '.repeat(SCHEME_FILE_LIMIT + 1), /larger than 1 MiB/],
  ])('%s', (_, content, words) => {
    expect(refusal(content)).toMatch(words);
  });

  it('one scheme among others, which are kept', () => {
    const text = `{"schemes": [${windowsTerminalScheme('Good')}, {"name": "Half", "background": "#000"}]}`;
    const { schemes, refused } = read(text);
    expect(schemes.map(({ name }) => name)).toEqual(['Good']);
    expect(refused.map(({ name, why }) => [name, inEnglish(why)])).toEqual([
      ['Half', expect.stringMatching(/17 are missing: foreground, black, red, green, …/) as string],
    ]);
  });

  it('YAML that multiplies itself', () => {
    const lines = Array.from(
      { length: 30 },
      (_, at) => `a${at + 1}: &a${at + 1} [*a${at}, *a${at}, *a${at}]`,
    );
    expect(refusal(`a0: &a0 x\n${lines.join('\n')}\ncolors: *a30\n`)).toMatch(/no colour scheme/);
  });
});

it('whatever bytes come, they are a scheme or are refused in words', () => {
  const random = seeded(7);
  const whole = [...Object.values(FILES).map(bytes), Buffer.from(BINARY_PLIST, 'base64')];
  for (let at = 0; at < 3_000; at++) {
    const broken = Uint8Array.from(random.pick(whole));
    for (let count = random.int(12); count >= 0; count--)
      broken[random.int(broken.length)] = random.int(256);
    const cut = broken.subarray(0, random.once(3) ? random.int(broken.length) : broken.length);
    try {
      for (const { ansi } of readSchemes('x', cut).schemes) expect(ansi).toHaveLength(16);
    } catch (error) {
      expect(error).toBeInstanceOf(PersonError);
    }
  }
});
