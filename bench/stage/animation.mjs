// A full-screen program: draws so many frames, thirty a second, each the whole screen in colours with
// its number in the first row. Argument 1: `alternate` for a screen of its own, `normal` for the
// shell's, `scrolling` for a new screen below the last one. Argument 2: how many frames.
const [kind, count] = [process.argv[2], Number(process.argv[3])];
const { columns, rows } = process.stdout;
const FRAME_MS = 1000 / 30;
const home = kind === 'scrolling' ? '\n'.repeat(rows) + '\x1b[H' : '\x1b[H';

/**
 * Words of eight columns, each of a colour that changes from frame to frame.
 * @param {number} frame @param {number} at
 */
function row(frame, at) {
  const words = Array.from({ length: Math.floor((columns - 1) / 8) }, (_, word) => {
    const colour = 16 + ((frame * 7 + at * 5 + word) % 216);
    return `\x1b[38;5;${colour}m${String((frame * (at + 1) + word) % 1e7).padEnd(7)} `;
  });
  return words.join('');
}

/** @param {number} number */
function frame(number) {
  const lines = Array.from({ length: rows - 1 }, (_, at) => row(number, at));
  return `${home}frame ${number} \x1b[K\r\n${lines.join('\x1b[0m\x1b[K\r\n')}\x1b[0m`;
}

const began = performance.now();
if (kind === 'alternate') process.stdout.write('\x1b[?1049h');
for (let number = 1; number <= count; number++) {
  process.stdout.write(frame(number));
  const wait = began + number * FRAME_MS - performance.now();
  await new Promise((resolve) => setTimeout(resolve, Math.max(0, wait)));
}
process.stdout.write(kind === 'alternate' ? '\x1b[?1049l' : '\x1b[H\x1b[J');
