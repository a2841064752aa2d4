// A link on a command line opens shells, and every user of the machine can read command lines. The
// process that was given one writes over it, as soon as it runs.

/** Each name and value of a link. What is read as a token is to be covered, however it is written. */
const PAIR = /([?&])([^=&#?]*)=([^&#]*)/g;

export type Titled = Pick<NodeJS.Process, 'argv' | 'title' | 'platform'>;

/**
 * Writes a title over the command line if there is a link with a token in it; whether there was.
 * `name` stands for the program. What started the process may show its own copy.
 */
export function coverLinks(name: string, program: Titled): boolean {
  const words = program.argv.slice(1);
  const shown = words.map(covered);
  if (shown.every((word, index) => word === words[index])) return false;
  // The title lies where the arguments lay, which are overwritten to their end. On Windows it is
  // that of the console, and nobody sees the arguments of others.
  if (program.platform !== 'win32') program.title = [name, ...shown].join(' ');
  return true;
}

/** As it was where it holds no token. A link that was broken into lines is read as a whole one. */
function covered(word: string): string {
  const lines = word.split(/[\r\n]+/).map((line) => line.trim());
  const whole = lines.join('');
  const shown = whole.replace(PAIR, (pair, sign: string, key: string) =>
    isToken(key) ? `${sign}token=…` : pair,
  );
  return shown === whole ? word : shown;
}

function isToken(key: string): boolean {
  const [name = ''] = new URLSearchParams(`${key}=`).keys();
  return name.toLowerCase() === 'token';
}
