// Of colour schemes that somebody brings along: what is wrong with a file, and where in it.

interface Named {
  /** As the file itself calls the colour. */
  colour: string;
}

export const schemes = {
  'scheme-none':
    'This is no colour scheme that Bowline can read. It reads those of iTerm2, Windows Terminal, ' +
    'Ghostty, Alacritty, kitty, Xresources and PuTTY, and base16, base24 and Gogh.',
  'scheme-file-large': ({ most }: { most: string }) =>
    `This is no colour scheme: the file is larger than ${most}.`,
  'scheme-file-empty': 'This is no colour scheme: the file is empty.',
  'scheme-file-binary':
    'This is no colour scheme: the file is neither text nor a property list of macOS.',
  'scheme-file-not-read': ({ code }: { code: string }) =>
    `The file could not be read${code && ` (${code})`}.`,
  'scheme-line-wrong': ({ line, column }: { line: number; column: number }) =>
    `This is no colour scheme: it can’t be read from line ${line}, column ${column} on.`,
  'scheme-list-damaged': 'This is no colour scheme: the property list is damaged.',
  'scheme-colours-missing': ({ colours, count }: { colours: string; count: number }) =>
    count === 1
      ? `A scheme has a background, a foreground and 16 colours. Here “${colours}” is missing.`
      : `A scheme has a background, a foreground and 16 colours. Here ${count} are missing: ${colours}.`,
  'scheme-colour-wrong': ({ colour, value }: Named & { value: string }) =>
    `“${value}”, given for “${colour}”, is no colour.`,
  'scheme-colour-wrong-at': ({ colour, value, line }: Named & { value: string; line: number }) =>
    `Line ${line}: “${value}”, given for “${colour}”, is no colour.`,
  'scheme-colour-space': ({ colour, space }: Named & { space: string }) =>
    `“${colour}” is given in the colour space “${space}”. Bowline reads sRGB, P3 and calibrated ones.`,
  'scheme-components': ({ colour, component }: Named & { component: string }) =>
    `“${colour}” has no usable “${component}”.`,
  'schemes-too-many': ({ most }: { most: number }) =>
    `Bowline keeps ${most} imported schemes at most. Forget some of them first.`,
  'schemes-not-stored': 'The schemes could not be stored. Is the disk full?',
  'scheme-gone': 'This scheme was forgotten meanwhile.',
};
