// Files of schemes as programs and people write them, with the oddities that real ones have.

/** What all of them give, but where it is said otherwise. */
export const EXPECTED = {
  background: '#101418',
  foreground: '#d0d4d8',
  ansi: [
    ...['#202428', '#e05561', '#8cc265', '#d18f52', '#4aa5f0', '#c162de', '#42b3c2', '#d7dae0'],
    ...['#4f5666', '#ff616e', '#a5e075', '#f0a45d', '#4dc4ff', '#de73ff', '#4cd1e0', '#e6e6e6'],
  ],
};

const { background, foreground, ansi } = EXPECTED;
const bare = (colour: string) => colour.slice(1);
const upper = (colour: string) => colour.toUpperCase();

/** Its channels between 0 and 1, as iTerm2 writes them. */
export function plistColour(key: string, colour: string, more = ''): string {
  const channel = (at: number) => parseInt(colour.slice(at, at + 2), 16) / 255;
  return `<key>${key}</key><dict>
    <key>Blue Component</key><real>${channel(5)}</real>
    <key>Green Component</key><real>${channel(3)}</real>
    <key>Red Component</key><real>${channel(1)}</real>${more}
  </dict>`;
}

/** `colours`: besides the eighteen, or in their place. */
export function itermFile(colours: readonly string[] = [], suffix = ''): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0"><dict>
${ansi.map((colour, at) => plistColour(`Ansi ${at} Color${suffix}`, colour)).join('\n')}
${plistColour(`Background Color${suffix}`, background)}
${plistColour(`Foreground Color${suffix}`, foreground)}
${colours.join('\n')}
</dict></plist>`;
}

const WT = ['black', 'red', 'green', 'yellow', 'blue', 'purple', 'cyan', 'white'];
const WT_BRIGHT = WT.map((name) => `bright${name[0]!.toUpperCase()}${name.slice(1)}`);

export function windowsTerminalScheme(name: string): string {
  const rows = [...WT, ...WT_BRIGHT].map((key, at) => `"${key}": "${upper(ansi[at]!)}"`);
  return `{ "name": ${JSON.stringify(name)}, /* a note */ "background": "${background}ff",
    "foreground": "${foreground}", "cursorColor": "#FFF", // short
    ${rows.join(', ')}, }`;
}

const ALACRITTY = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'];
const table = (from: number, write: (name: string, colour: string) => string) =>
  ALACRITTY.map((name, at) => write(name, ansi[from + at]!)).join('\n');

export const FILES: Record<string, string> = {
  'Night.itermcolors': itermFile(),
  'settings.json': `// mine\n{ "schemes": [ ${windowsTerminalScheme('Night')}, ], }`,
  'one.json': windowsTerminalScheme('Night'),
  'list.json': `[${windowsTerminalScheme('Night')}]`,
  'Night.toml': `# colours
[colors.primary]
background = "0x${bare(background)}"
foreground = '${upper(foreground)}'
[colors.cursor]
text = "CellBackground"
[colors.normal]
${table(0, (name, colour) => `${name} = "${colour}"`)}
[colors.bright]
${table(8, (name, colour) => `${name} = "${colour}"`)}
`,
  'dotted.toml': `colors.primary.background = "${background}"
colors.primary.foreground = "${foreground}"
${table(0, (name, colour) => `colors.normal.${name} = "${colour}"`)}
${table(8, (name, colour) => `colors.bright.${name} = "${colour}"`)}
`,
  'Night.yml': `schemes:
  mine: &mine
    primary: { background: 0x${bare(background)}, foreground: '${foreground}' }
    normal:
${table(0, (name, colour) => `      ${name}: 0x${bare(colour)}`)}
    bright:
${table(8, (name, colour) => `      ${name}: '${colour}'`)}
colors: *mine
`,
  'gogh.yml': `---
name: 'Night'
${ansi.map((colour, at) => `color_${String(at + 1).padStart(2, '0')}: '${upper(colour)}'  # note`).join('\n')}
background: '${background}'
foreground: '${foreground}'
cursor: ''
`,
  'Night.conf': `## name: Night
background\t\t${background}
foreground ${foreground}
cursor none
color0 #ffffff
${ansi.map((colour, at) => `color${at}   ${colour}  `).join('\n')}
include other.conf
#color1 #000000
`,
  Night: `palette = 0=#ffffff
${ansi.map((colour, at) => `palette = ${at === 14 ? '0xE' : at}=${at % 2 ? bare(colour) : colour}`).join('\n')}
background = "${bare(background)}"
foreground=${foreground}
cursor-text = cell-background
`,
  '.Xresources': `! mine
#define base ground
#define ground ${background}
#include "other"
*.background: base
URxvt*foreground : ${foreground}
${ansi.map((colour, at) => `*color${at}:\t${at === 2 ? '[80]' : ''}${xColour(colour, at)}${at === 5 ? ' ! magenta' : ''}`).join('\n')}
URxvt.font: xft:Mono:size=10
! *color1: #000000
`,
  'session.reg': `Windows Registry Editor Version 5.00

[HKEY_CURRENT_USER\\Software\\SimonTatham\\PuTTY\\Sessions\\Night]
"HostName"="h.example.net"
${puttyRows().join('\r\n')}
`,
};

/** As X11 takes them, besides hex. */
function xColour(colour: string, at: number): string {
  const channels = [1, 3, 5].map((from) => colour.slice(from, from + 2));
  if (at === 3) return `rgb:${channels.join('/')}`;
  return at === 4 ? `rgb:${channels.map((one) => one + one).join('/')}` : colour;
}

function puttyRows(): string[] {
  const rgb = (colour: string) =>
    [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16)).join(',');
  const named = [foreground, '#ffffff', background, '#ffffff', '#000000', '#ffffff'];
  const sixteen = Array.from({ length: 8 }, (_, at) => [ansi[at]!, ansi[at + 8]!]).flat();
  return [...named, ...sixteen].map((colour, at) => `"Colour${at}"="${rgb(colour)}"`);
}

/** A property list in binary, made by Python's plistlib, with the colours of `EXPECTED`. */
export const BINARY_PLIST = [
  'YnBsaXN0MDDfEBIBAgMEBQYHCAkKCwwNDg8QERITGh4hJSksLzE1ODo9QENHSU1cQW5zaSAwIENvbG9yXEFuc2kgMSBD',
  'b2xvcl1BbnNpIDEwIENvbG9yXUFuc2kgMTEgQ29sb3JdQW5zaSAxMiBDb2xvcl1BbnNpIDEzIENvbG9yXUFuc2kgMTQg',
  'Q29sb3JdQW5zaSAxNSBDb2xvclxBbnNpIDIgQ29sb3JcQW5zaSAzIENvbG9yXEFuc2kgNCBDb2xvclxBbnNpIDUgQ29s',
  'b3JcQW5zaSA2IENvbG9yXEFuc2kgNyBDb2xvclxBbnNpIDggQ29sb3JcQW5zaSA5IENvbG9yXxAQQmFja2dyb3VuZCBD',
  'b2xvcl8QEEZvcmVncm91bmQgQ29sb3LTFBUWFxgZXkJsdWUgQ29tcG9uZW50XxAPR3JlZW4gQ29tcG9uZW50XVJlZCBD',
  'b21wb25lbnQjP8QVTJhfBvcjP8IS13MY/FAjP8AQYk3S8arTFBUWGxwdIz/YWHk92X9jIz/VVMmF8G9pIz/sG9pRGc4H',
  '0xQVFh8dICM/3Vz6rNnoPiM/5LULDye7MNMUFRYiIyQjP9dXPqs2ehAjP+SURnOB19wjP+4eT3Zf2K7TFBUWJicoIz/w',
  'AAAAAAAAIz/omF8G9pRGIz/TU/fO2RaH0xQVFiYqKyM/3N0vGp++dyM/69v0h/y5JNMUFRYdLS4jP+o6Kcd5prUjP9MS',
  'bpeNT9/TFBUWMDAwIz/s3S8an7530xQVFjIzNCM/2Vmz0HyEtiM/6Fh5Pdl/YyM/4ZFocrAgxdMUFRY2Ny0jP9SVGCqZ',
  'ML4jP+HyEtdzGPzTFBUWJCA5Iz/SkqMFUyYY0xQVFis7PCM/2JhfBvaURiM/6DiGWUr08dMUFRYzPj8jP+Z2yLQ5WBAj',
  'P9CQLeANG3HTFBUWHUFCIz/rW1c+qzZ6Iz/q+qzZ6D5C0xQVFkRFRiM/2ZmZmZmZmiM/1ZZSvTw2ESM/09PDYRNAT9MU',
  'FRZIGyYjP9ucDr7fpEDTFBUWSktMIz+4FvAGjbi7Iz+0EgW8AaNuIz+wDRtxdY4i0xQVFk5PUCM/6xtxdY4hliM/6prU',
  'LDye7SM/6ho24uscQwAIAC8APABJAFcAZQBzAIEAjwCdAKoAtwDEANEA3gDrAPgBBQEYASsBMgFBAVMBYQFqAXMBfAGD',
  'AYwBlQGeAaUBrgG3Ab4BxwHQAdkB4AHpAfIB+wICAgsCFAIbAiQCLQI0Aj0CRAJNAlYCXwJmAm8CeAJ/AogCjwKYAqEC',
  'qAKxAroCwQLKAtMC2gLjAuwC9QL8AwUDDAMVAx4DJwMuAzcDQAAAAAAAAAIBAAAAAAAAAFEAAAAAAAAAAAAAAAAAAANJ',
].join('');
