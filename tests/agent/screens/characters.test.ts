// No character is lost between an output's pieces: a terminal of the agent's shows the same for
// them as for the whole, and so does a client of a real agent after a cut, a gap and a screen.
import { describe, expect, it } from 'vitest';
import { feedTerminal, makeTerminal } from '../../../agent/screens/headlessTerminal.ts';
import { LazyTerminal } from '../../../agent/screens/lazyTerminal.ts';
import type { Answer } from '../../../agent/screens/orders.ts';
import { TerminalKeeper } from '../../../agent/screens/terminalKeeper.ts';
import { clearingFor } from '../../../core/client/screenReset.ts';
import { eachSeed } from '../../support/random.ts';
import { randomOutput } from '../../support/randomOutput.ts';
import { cutAtRandom, randomBytes, randomText } from '../../support/randomText.ts';
import { dump } from '../../support/terminalDump.ts';

const SIZE = { cols: 20, rows: 6 };

/** The first row, as text. */
function shown(pieces: Iterable<Uint8Array>): string {
  const terminal = makeTerminal(SIZE);
  for (const piece of pieces) feedTerminal(terminal, piece);
  return terminal.buffer.active.getLine(0)!.translateToString(true);
}

describe('a terminal without a screen', () => {
  it('shows text by its characters, as whole text that is a string', () =>
    eachSeed(300, async (random) => {
      const text = randomText(random, random.between(1, 60)).replaceAll('\ufeff', '');
      const [one, other] = [makeTerminal(SIZE), makeTerminal(SIZE)];
      for (const piece of cutAtRandom(random, Buffer.from(text))) feedTerminal(one, piece);
      await new Promise<void>((resolve) => other.write(text, resolve));
      expect(dump(one, 100)).toEqual(dump(other, 100));
    }));

  it('shows the same for any bytes in any pieces, put off or not', () =>
    eachSeed(300, (random) => {
      const parts = Array.from({ length: 6 }, () => [
        randomBytes(random, random.between(0, 30)),
        Buffer.from(randomOutput(random, 3)),
        Buffer.from(random.once(2) ? '\r\n' : ''),
      ]);
      const bytes = Buffer.concat(parts.flat());
      const [whole, cut, lazy] = [
        makeTerminal(SIZE),
        makeTerminal(SIZE),
        new LazyTerminal(makeTerminal(SIZE)),
      ];
      feedTerminal(whole, bytes);
      for (const piece of cutAtRandom(random, bytes)) {
        feedTerminal(cut, piece);
        lazy.feed(piece);
      }
      expect(dump(cut, 100)).toEqual(dump(whole, 100));
      expect(dump(lazy.terminal, 100)).toEqual(dump(whole, 100));
    }));

  it('loses nothing of a large piece, which the parser takes in parts', () => {
    const terminal = makeTerminal({ cols: 100, rows: 10 });
    const line = `${'—'.repeat(99)}\r\n`; // 299 bytes, so that parts end at every place in one
    feedTerminal(terminal, Buffer.from(line.repeat(3_000)));
    const { active } = terminal.buffer;
    for (let row = 0; row < active.length - 1; row++)
      expect(active.getLine(row)!.translateToString(true)).toBe('—'.repeat(99));
  });

  it('shows a name with a bad byte as another one', () => {
    expect(shown([Buffer.from('rm.sh')])).toBe('rm.sh');
    expect(shown([Buffer.from('rm\xff.sh', 'latin1')])).toBe('rm\ufffd.sh');
  });
});

describe('a screen', () => {
  it('goes on in the middle of a character, whatever the bytes', () =>
    eachSeed(150, (random) => {
      const bytes = randomBytes(random, random.between(1, 80));
      const at = random.int(bytes.length + 1);
      const keeper = new TerminalKeeper();
      keeper.obey({ kind: 'resize', shell: 1, size: SIZE });
      keeper.obey({ kind: 'feed', shell: 1, bytes: bytes.slice(0, at) });
      const painted = keeper.obey({ kind: 'paint', shell: 1, maxBytes: 100_000 }) as Extract<
        Answer,
        { kind: 'painted' }
      >;
      const [client, whole] = [makeTerminal(SIZE), makeTerminal(SIZE)];
      feedTerminal(client, clearingFor(SIZE));
      feedTerminal(client, painted.bytes);
      feedTerminal(client, bytes.slice(at));
      feedTerminal(whole, bytes);
      expect(textOf(client)).toEqual(textOf(whole));
    }));
});

function textOf(terminal: ReturnType<typeof makeTerminal>): string[] {
  const { active } = terminal.buffer;
  return Array.from({ length: SIZE.rows }, (_, row) =>
    active.getLine(active.baseY + row)!.translateToString(true),
  );
}
