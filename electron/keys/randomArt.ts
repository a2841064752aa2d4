// The picture that ssh draws of a key, from its fingerprint alone: where ssh asks about a host key it
// says nothing else of it. By OpenSSH's own rules (`fingerprint_randomart` in its sshkey.c).

const [COLUMNS, ROWS] = [17, 9];
const SIGNS = ' .o+=*BOX@%&#/^';
const [START, END] = ['S', 'E'];

/**
 * Line by line; [] where the fingerprint isn't one. `type` is as ssh says it: `ED25519`.
 * @param fingerprint `SHA256:…`
 */
export function randomArt(fingerprint: string, type: string, bits: number | null): string[] {
  const [, hash = '', digest = ''] = /^(SHA256):([A-Za-z0-9+/]{43})$/.exec(fingerprint) ?? [];
  if (digest === '') return [];
  const field = walked(Buffer.from(digest, 'base64'));
  const title = bits === null ? `[${type}]` : `[${type} ${bits}]`;
  const rows = Array.from(
    { length: ROWS },
    (_, y) => `|${field.slice(y * COLUMNS, (y + 1) * COLUMNS).join('')}|`,
  );
  return [border(title.length > COLUMNS ? `[${type}]` : title), ...rows, border(`[${hash}]`)];
}

/** How often each place was walked over, as signs. */
function walked(bytes: Uint8Array): string[] {
  const visits = new Array<number>(COLUMNS * ROWS).fill(0);
  let [x, y] = [(COLUMNS - 1) / 2, (ROWS - 1) / 2];
  const at = (): number => y * COLUMNS + x;
  const start = at();
  for (const step of [...bytes].flatMap((byte) => [byte, byte >> 2, byte >> 4, byte >> 6])) {
    x = Math.min(COLUMNS - 1, Math.max(0, x + (step & 1 ? 1 : -1)));
    y = Math.min(ROWS - 1, Math.max(0, y + (step & 2 ? 1 : -1)));
    visits[at()]!++;
  }
  const field = visits.map((count) => SIGNS[Math.min(count, SIGNS.length - 1)]!);
  field[start] = START;
  field[at()] = END;
  return field;
}

function border(title: string): string {
  const left = Math.floor((COLUMNS - title.length) / 2);
  return `+${'-'.repeat(left)}${title}${'-'.repeat(COLUMNS - left - title.length)}+`;
}
