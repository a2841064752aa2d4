// What counts as a key's echo, and what doesn't: flowing output, passwords, keys that wait for
// another one, what the terminal reports by itself.
import { beforeEach, describe, expect, it } from 'vitest';
import { EchoWatch, FORGET_MS } from '../../../core/lag/echoWatch.ts';
import { eachSeed } from '../../support/random.ts';

let watch: EchoWatch;
let now: number;
beforeEach(() => {
  watch = new EchoWatch();
  now = 1_000;
});

function type(text: string): void {
  watch.typed(Buffer.from(text), now);
}

function print(text: string): number | null {
  return watch.printed(Buffer.from(text), now);
}

/** Types a key into silence; its echo comes after so many ms. */
function echoed(ms: number): number | null {
  now += 500;
  type('x');
  now += ms;
  return print('x');
}

describe('an echo', () => {
  it('is the first output after a key', () => {
    expect(echoed(42)).toBe(42);
  });

  it('need not be the key itself', () => {
    type('\x7f');
    now += 30;
    expect(print('\b \b')).toBe(30);
  });

  it('says something once there are three, by their median', () => {
    echoed(40);
    echoed(900);
    expect(watch.medianMs(now)).toBeNull();
    echoed(60);
    expect(watch.medianMs(now)).toBe(60);
  });

  it('follows a change with the third of five', () => {
    for (let n = 0; n < 5; n++) echoed(40);
    echoed(600);
    echoed(600);
    expect(watch.medianMs(now)).toBe(40);
    echoed(600);
    expect(watch.medianMs(now)).toBe(600);
  });

  it('is forgotten when nobody has typed for long', () => {
    for (let n = 0; n < 5; n++) echoed(40);
    now += FORGET_MS;
    expect(watch.medianMs(now)).toBeNull();
    echoed(50);
    expect(watch.medianMs(now)).toBeNull();
  });

  it('of keys typed in a row is known by the first of them', () => {
    type('l');
    now += 80;
    type('s');
    now += 20;
    type('\r');
    now += 500;
    expect(print('ls\r\n')).toBe(600);
  });
});

describe('no echo', () => {
  it('is what flows anyway', () => {
    print('line\n');
    now += 50;
    type('x');
    now += 10;
    expect(print('line\n')).toBeNull();
  });

  it('is what follows a password', () => {
    for (const key of 'hunter2\r') {
      type(key);
      now += 100;
    }
    expect(print('\r\nWelcome')).toBeNull();
  });

  it('is what follows a key that waited for the next one', () => {
    type('d');
    now += 3_000;
    type('w');
    now += 10;
    expect(print('\x1b[K')).toBeNull();
  });

  it.each(['\x1b[A', '\x1b[I', '\x1b[<0;1;1M', 'a text that was pasted'])('comes of %j', (text) => {
    type(text);
    now += 10;
    expect(print('x')).toBeNull();
  });

  it('is what comes after a very long time', () => {
    type('x');
    now += 10_000;
    expect(print('x')).toBeNull();
  });

  it('is what another connection prints', () => {
    type('x');
    watch.reset();
    now += 10;
    expect(print('x')).toBeNull();
  });
});

it('whatever is typed and printed, an echo never takes longer than the silence before it', async () => {
  await eachSeed(200, (random) => {
    const any = new EchoWatch();
    let [at, printedAt] = [0, -Infinity];
    for (let turn = 0; turn < 200; turn++) {
      at += random.int(400);
      if (random.once(2)) any.typed(random.bytes(random.between(1, 12)), at);
      else {
        const took = any.printed(random.bytes(random.between(1, 12)), at);
        if (took !== null) expect(took).toBeLessThanOrEqual(at - printedAt - 100);
        printedAt = at;
      }
    }
  });
});
