import { describe, expect, it } from 'vitest';
import {
  SocksMachine,
  type SocksLogin,
  type SocksStep,
} from '../../../core/tunnel/socks/socksMachine.ts';
import { eachSeed, type Random } from '../../support/random.ts';

const bytes = (hex: string): Uint8Array =>
  Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'));
const hex = (from: Uint8Array): string => Buffer.from(from).toString('hex');
const text = (words: string): string => Buffer.from(words).toString('hex');
const LOGIN = { user: 'ann', password: 'open sesame' };
const GREETING = '05 01 00';
const DOMAIN = `05 01 00 03 0c ${text('db.internal.')} 1538`;

/** A user and a password, as a client says them. */
function given(user: string, password: string): string {
  const part = (words: string): string => Buffer.from([words.length]).toString('hex') + text(words);
  return `01${part(user)}${part(password)}`;
}

/** All that the machine says to these bytes, and what it asks for or refuses. */
function say(
  machine: SocksMachine,
  ...pieces: string[]
): Omit<SocksStep, 'reply'> & { reply: string } {
  const replies: string[] = [];
  let last: SocksStep = { reply: new Uint8Array(0) };
  for (const piece of pieces) {
    last = machine.feed(bytes(piece));
    replies.push(hex(last.reply));
  }
  const { request, refused } = last;
  return {
    reply: replies.join(''),
    ...(request ? { request } : {}),
    ...(refused ? { refused } : {}),
  };
}

describe('SOCKS5', () => {
  it('asks for a name, which is looked up elsewhere', () => {
    const machine = new SocksMachine();
    const said = say(machine, GREETING, DOMAIN);
    expect(said).toEqual({ reply: '0500', request: { host: 'db.internal.', port: 5432 } });
    expect(hex(machine.connected())).toBe('05000001000000000000');
  });

  it('asks for addresses of both kinds', () => {
    expect(say(new SocksMachine(), GREETING, '05 01 00 01 7f000001 0050').request).toEqual({
      host: '127.0.0.1',
      port: 80,
    });
    const v6 = `05 01 00 04 ${'0'.repeat(31)}1 01bb`;
    expect(say(new SocksMachine(), GREETING, v6).request).toEqual({
      host: '0:0:0:0:0:0:0:1',
      port: 443,
    });
    const other = '05 01 00 04 20010db8abcd00000000ff00fffe0a0f ffff';
    expect(say(new SocksMachine(), GREETING, other).request).toEqual({
      host: '2001:db8:abcd:0:0:ff00:fffe:a0f',
      port: 65_535,
    });
  });

  it('takes a name in brackets for the address that it is', () => {
    const name = `05 01 00 03 05 ${text('[::1]')} 0050`;
    expect(say(new SocksMachine(), GREETING, name).request).toEqual({ host: '::1', port: 80 });
  });

  it('keeps what came behind the request for the target', () => {
    const machine = new SocksMachine();
    say(machine, GREETING, `${DOMAIN} ${text('hello')}`);
    expect(Buffer.from(machine.rest).toString()).toBe('hello');
  });

  it('keeps all of it, however much it is', () => {
    const machine = new SocksMachine();
    const said = say(machine, GREETING, `${DOMAIN} ${'ab'.repeat(5_000)}`);
    expect([said.request?.port, machine.rest.byteLength]).toEqual([5432, 5_000]);
  });

  it.each([
    ['forward-forbidden', '02'],
    ['network-unreachable', '03'],
    ['target-unreachable', '04'],
    ['target-unknown', '04'],
    ['target-refused', '05'],
    ['target-timeout', '06'],
    ['target-failed', '01'],
    ['too-many-streams', '01'],
  ])('answers %s with %s', (code, reply) => {
    const machine = new SocksMachine();
    say(machine, GREETING, DOMAIN);
    expect(hex(machine.failed(code))).toBe(`05${reply}0001000000000000`);
  });

  it.each([
    ['BIND', '05 02 00 01 7f000001 0050', '0507'],
    ['UDP ASSOCIATE', '05 03 00 01 00000000 0000', '0507'],
    ['a kind of address that is none', '05 01 00 02 00', '0508'],
  ])('refuses %s by its number', (_what, request, reply) => {
    const said = say(new SocksMachine(), GREETING, request);
    expect(said.refused).toBe('socks-unsupported');
    expect(said.reply).toBe(`0500${reply}0001000000000000`);
  });

  it.each([
    ['HTTP', text('GET / HTTP/1.1\r\n')],
    ['a request of another version', `${GREETING} 04 01 00 01`],
    ['an empty name', `${GREETING} 05 01 00 03 00 0050`],
    ['a name with a line feed', `${GREETING} 05 01 00 03 03 610a62 0050`],
    ['a name that is no text', `${GREETING} 05 01 00 03 02 ff22 0050`],
    ['port 0', `${GREETING} 05 01 00 01 7f000001 0000`],
  ])('closes on %s', (_what, garbage) => {
    expect(say(new SocksMachine(), garbage).refused).toBe('socks-bad');
  });
});

describe('user and password', () => {
  it('let in whoever knows them', () => {
    const machine = new SocksMachine(LOGIN);
    const said = say(machine, '05 02 00 02', given('ann', 'open sesame'), DOMAIN);
    expect(said.reply).toBe('05020100');
    expect(said.request?.host).toBe('db.internal.');
  });

  it.each([
    ['a wrong password', '0502 0101', ['05 01 02', given('ann', 'sesame')]],
    ['a wrong name', '0502 0101', ['05 01 02', given('bob', 'open sesame')]],
    ['a client that offers none', '05ff', ['05 01 00']],
    ['SOCKS4, which has no passwords', '005b000000000000', ['04 01 0050 7f000001 00']],
  ])('keep out %s', (_what, reply, pieces) => {
    const said = say(new SocksMachine(LOGIN), ...pieces);
    expect(said).toEqual({ reply: reply.replaceAll(' ', ''), refused: 'socks-login' });
  });
});

describe('after a refusal', () => {
  it.each<[string, SocksLogin | undefined, string[]]>([
    ['of a password', LOGIN, ['05 01 02', given('ann', 'sesame'), given('ann', 'open sesame')]],
    ['of a way to log in', LOGIN, ['05 01 00', '05 01 02', given('ann', 'open sesame')]],
    ['of what is asked for', undefined, [GREETING, '05 02 00 01 7f000001 0050']],
    ['of another language', undefined, [text('GET /'), GREETING]],
  ])('%s nothing else is let in', (_of, login, pieces) => {
    const machine = new SocksMachine(login);
    const steps = [...pieces, DOMAIN].map((piece) => machine.feed(bytes(piece)));
    expect(steps.filter(({ request }) => request)).toEqual([]);
    const at = steps.findIndex(({ refused }) => refused);
    expect(
      steps
        .slice(at + 1)
        .map(({ reply }) => hex(reply))
        .join(''),
    ).toBe('');
  });
});

describe('SOCKS4', () => {
  it('asks for an address', () => {
    const machine = new SocksMachine();
    const said = say(machine, `04 01 0050 7f000001 ${text('ann')} 00`);
    expect(said).toEqual({ reply: '', request: { host: '127.0.0.1', port: 80 } });
    expect(hex(machine.connected())).toBe('005a000000000000');
    expect(hex(machine.failed('target-refused'))).toBe('005b000000000000');
  });

  it('asks for a name, as 4a', () => {
    const said = say(new SocksMachine(), `04 01 0050 00000007 00 ${text('db.internal')} 00`);
    expect(said.request).toEqual({ host: 'db.internal', port: 80 });
    const machine = new SocksMachine();
    const me = `${text('me')} 00 ${text('db.internal')} 00`;
    const more = say(machine, `04 01 0050 00000007 ${me} ${text('hello')}`);
    expect(more.request).toEqual({ host: 'db.internal', port: 80 });
    expect(Buffer.from(machine.rest).toString()).toBe('hello');
  });

  it.each([
    ['user', `04 01 0050 7f000001`],
    ['name', '04 01 0050 00000007 00'],
  ])('takes a %s of 255 bytes, in however many pieces, and no longer one', (_what, begin) => {
    const most = 'a'.repeat(255);
    const machine = new SocksMachine();
    expect(say(machine, begin, text(most))).toEqual({ reply: '' });
    expect(say(machine, '00').request?.port).toBe(80);
    expect(say(new SocksMachine(), begin, text(`${most}a`)).refused).toBe('socks-bad');
  });

  it.each([
    ['0.0.0.0', '00000000'],
    ['1.0.0.7', '01000007'],
    ['0.1.0.7', '00010007'],
    ['0.0.1.7', '00000107'],
  ])('takes %s for an address, behind which no name comes', (host, address) => {
    const machine = new SocksMachine();
    const said = say(machine, `04 01 0050 ${address} ${text('me')} 00 ${text('x')}`);
    expect([said.request, Buffer.from(machine.rest).toString()]).toEqual([{ host, port: 80 }, 'x']);
  });

  it('refuses BIND', () => {
    const said = say(new SocksMachine(), '04 02 0050 7f000001 00');
    expect(said).toEqual({ reply: '005b000000000000', refused: 'socks-unsupported' });
  });
});

describe('whatever comes', () => {
  const TALKS = [
    [GREETING, DOMAIN, text('body')],
    [`04 01 0050 00000007 ${text('me')} 00 ${text('db.internal')} 00`, text('body')],
    [GREETING, '05 01 00 04 20010db8000000000000000000000001 01bb', text('body')],
  ];

  function feedInPieces(
    random: Random,
    all: Uint8Array,
  ): { machine: SocksMachine; step?: SocksStep } {
    const machine = new SocksMachine();
    for (let at = 0; at < all.byteLength;) {
      const piece = all.subarray(at, at + random.between(1, 9));
      const step = machine.feed(piece);
      at += piece.byteLength;
      if (step.request || step.refused) return { machine, step };
    }
    return { machine };
  }

  it('may come in any pieces', async () => {
    await eachSeed(300, (random) => {
      const talk = bytes(random.pick(TALKS).join(''));
      const whole = new SocksMachine().feed(talk);
      const { step } = feedInPieces(random, talk);
      expect(step?.request).toEqual(whole.request);
      expect(whole.request).toBeDefined();
    });
  });

  it('is read as it was said, of any length, and what comes behind it is kept', () =>
    eachSeed(200, (random) => {
      const word = (most: number): string =>
        'ab0é'.charAt(random.int(4)).repeat(random.between(1, most));
      const [user, password, host, rest] = [word(127), word(127), word(100), word(50)];
      const port = random.between(1, 65_535);
      const sized = (words: string): number[] => [Buffer.byteLength(words), ...Buffer.from(words)];
      const talk = [
        ...[5, 3, 0, 9, 2, 1, ...sized(user), ...sized(password)],
        ...[5, 1, 0, 3, ...sized(host), port >> 8, port & 255, ...Buffer.from(rest)],
      ];
      const machine = new SocksMachine({ user, password });
      let came = 0;
      let step: SocksStep | undefined;
      while (!step?.request && came < talk.length) {
        const piece = talk.slice(came, came + random.between(1, 80));
        came += piece.length;
        step = machine.feed(Uint8Array.from(piece));
      }
      expect(step?.request).toEqual({ host, port });
      const behind = Buffer.from(rest);
      const kept = behind.subarray(0, behind.byteLength - (talk.length - came));
      expect(Buffer.from(machine.rest)).toEqual(kept);
    }));

  it.each([
    ['a user is no text', '01 01 ff 01 61'],
    ['a password is no text', '01 01 61 01 ff'],
    ['a login is of another version', '02 01 61 01 61'],
  ])('is refused where %s', (_what, login) => {
    const said = say(new SocksMachine(LOGIN), '05 01 02', login);
    expect(said).toEqual({ reply: '0502', refused: 'socks-bad' });
  });

  it('may be garbage, which is refused in bounded memory', async () => {
    await eachSeed(500, (random) => {
      const talk = bytes(random.pick(TALKS).join(''));
      for (let damage = random.between(1, 4); damage > 0; damage--) {
        talk[random.int(talk.byteLength)] = random.int(256);
      }
      const garbage = Buffer.concat([talk, random.bytes(2_000)]);
      const { step } = feedInPieces(random, garbage);
      expect(step?.request !== undefined || step?.refused !== undefined).toBe(true);
    });
  });
});
