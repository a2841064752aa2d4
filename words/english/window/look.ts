// Of how the window looks: light and dark, colour schemes, the accent.

const schemes = (count: number): string => (count === 1 ? '1 scheme' : `${count} schemes`);

export const look = {
  lightAndDark: 'Light and dark',
  themes: { system: 'As the system', dark: 'Dark', light: 'Light' },
  now: {
    /** By the system's own setting. */
    system: (isDark: boolean, day: string, night: string) =>
      `Now ${isDark ? 'dark' : 'light'}. By day ${day}, by night ${night}.`,
    dark: (name: string) => `Always dark, in ${name}.`,
    light: (name: string) => `Always light, in ${name}.`,
  },

  scheme: 'Colour scheme',
  schemeHint: 'The whole window follows it, not only the terminal.',
  filter: 'Which schemes are shown',
  filters: {
    all: (count: number) => `All ${count}`,
    dark: (count: number) => `Dark ${count}`,
    light: (count: number) => `Light ${count}`,
  },
  raised: (count: number) => `${count} raised`,
  byDay: 'by day',
  byNight: 'by night',
  imported: 'imported',
  card: (name: string, facts: readonly string[]) => [name, ...facts].join(', '),
  tried: (name: string) => `${name} is tried on. Enter keeps it, Esc puts the one before it back.`,
  keptFor: (name: string, isDark: boolean) =>
    `${name} is kept for ${isDark ? 'the night' : 'the day'}. The system asks for the other now.`,

  raisedNote: (count: number, isDark: boolean) =>
    `“${count} raised”: ${count} of its colours ${count === 1 ? 'was' : 'were'} too faint to read and ` +
    `${count === 1 ? 'is' : 'are'} shown ${isDark ? 'lighter' : 'darker'}.`,
  asTheyAre: 'Show them as they are',
  keptNote: (count: number) =>
    `Its colours are shown as they are; ${count} ${count === 1 ? 'is' : 'are'} hard to read.`,
  raiseThem: 'Make them readable',

  import: 'Import…',
  importHint:
    'Of iTerm2, Windows Terminal, Ghostty, Alacritty, kitty, Xresources and PuTTY, and base16, ' +
    'base24 and Gogh. Files can be dropped here, too.',
  pasted: 'Pasted scheme',
  added: (names: readonly string[]) =>
    names.length > 3 ? `${schemes(names.length)} were imported.` : `Imported: ${list(names)}.`,
  known: (names: readonly string[]) =>
    names.length > 3
      ? `${schemes(names.length)} were here already.`
      : `Here already: ${list(names)}.`,
  madeBright: (names: readonly string[]) =>
    `${list(names.slice(0, 3))}: bright colours aren’t in the file, and were made from the others.`,
  refused: (name: string, why: string) => `${name}: ${why}`,
  refusedMore: (count: number) => `${count} more could not be imported.`,
  forget: (name: string) => `Forget ${name}`,
  forgotten: (name: string) => `${name} is forgotten.`,
  undo: 'Undo',
  gone: (names: readonly string[]) =>
    `The colour scheme that was chosen is gone. ${list(names)} is shown instead.`,

  accent: 'Accent colour',
  accentHint:
    'For what is chosen, focused or yours to press. From the scheme, unless you choose one.',
  accents: {
    scheme: 'As the scheme',
    blue: 'Blue',
    teal: 'Teal',
    green: 'Green',
    yellow: 'Yellow',
    orange: 'Orange',
    red: 'Red',
    pink: 'Pink',
    violet: 'Violet',
  },

  hostScheme: 'As everywhere',
  forgottenScheme: 'One that was forgotten',
  failed: {
    keep: 'The colour scheme could not be kept',
    import: 'Nothing was imported',
    forget: 'The colour scheme could not be forgotten',
    restore: 'The colour scheme could not be brought back',
  },
};

function list(names: readonly string[]): string {
  return new Intl.ListFormat('en').format(names);
}
