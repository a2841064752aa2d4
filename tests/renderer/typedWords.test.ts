// What is said of a typed address, what a form makes of one, and what a host without a name is called.
import { describe, expect, it } from 'vitest';
import { Declined, MOST } from '../../renderer/lib/declined.ts';
import { freeName, hostOfLink } from '../../renderer/lib/hostName.ts';
import { readTarget } from '../../renderer/lib/readTarget.ts';
import { heldBack, readAs, readInto } from '../../renderer/lib/typedWords.ts';
import { kinds } from './kinds.ts';

const draft = (address: string, more: object = {}) => ({ ...kinds.empty, address, ...more });

describe('a box', () => {
  it.each<[string, string[]]>([
    [
      'ssh -p 7822 -J bastion-eu -i ~/k -C deploy@web-1',
      ['user deploy', 'web-1', 'port 7822', 'through bastion-eu', 'key ~/k', 'Compression=yes'],
    ],
    ['web-1', ['web-1']],
    ['bowline://10.0.0.1:7722?token=x', ['a pairing link: the machine is saved as a host']],
    ['bowline://10.0.0.1:7722?invite=x', ['an invitation to a shared shell']],
    ['ssh "', []],
    ['two words', []],
  ])('reads %j as %j', (text, chips) => expect(readAs(readTarget(text))).toEqual(chips));

  it.each([
    ['ssh web', ''],
    ['ssh -A -L 80:a:80 web', 'Only for a saved host: ForwardAgent=yes. Not taken: -L 80:a:80.'],
    ['ssh -p 0 web', '“0”: This is no port. One is a number from 1 to 65,535.'],
    [
      'ssh -o ProxyCommand=id -o LocalCommand=id web',
      'ProxyCommand and LocalCommand would start a program on this computer. Save the host first: its form shows what it runs.',
    ],
  ])('says what of %j is held back', (text, said) => {
    expect(heldBack(readTarget(text))).toBe(said);
  });
});

describe('a form', () => {
  it('has the parts of what was pasted as the address in its fields, and says which', () => {
    const before = draft(' ssh -p 7822 -J bastion -L 80:a:80 betrieb@lager ', { name: 'Lager' });
    expect(readInto(before)).toEqual({
      draft: {
        ...before,
        ...{ address: 'lager', user: 'betrieb', port: '7822', jumpHost: 'bastion' },
      },
      reading: {
        from: 'ssh -p 7822 -J bastion -L 80:a:80 betrieb@lager',
        filled: ['user', 'port', 'jumpHost'],
        left: ['-L 80:a:80'],
        runs: [],
      },
    });
  });

  it('shows options that start programs, and keeps those that it has', () => {
    const before = draft('ssh -C -o ProxyCommand="nc %h" web', { options: 'Compression=yes' });
    const read = readInto(before);
    expect(read?.draft.options).toBe('Compression=yes\nProxyCommand=nc %h');
    expect(read?.reading.runs).toEqual(['ProxyCommand']);
  });

  it('is an agent’s with a link in it, whatever kind it was', () => {
    const link = 'bowline://10.0.0.1:7722?token=x';
    expect(readInto(draft(link))?.draft).toMatchObject({
      ...{ kind: 'agent', address: '', pairingLink: link },
    });
  });

  it.each(['', 'web-1', ' 10.0.0.1', '::1', 'two words', '-oProxyCommand=id', 'ssh "web'])(
    'keeps %j as it is',
    (address) => expect(readInto(draft(address))).toBeNull(),
  );

  it('shows nothing that pretends to be something else, nor all of a long text', () => {
    const { reading } = readInto(draft(`ssh web ${'\u202e'}${'x'.repeat(200)}`))!;
    expect(reading.from).not.toMatch(/\p{C}/u);
    expect(reading.from.length).toBeLessThan(60);
    expect(reading.left.join()).not.toMatch(/\p{C}/u);
  });
});

describe('a host without a name', () => {
  it.each<[string, string, string[], string]>([
    ['web', '', [], 'web'],
    ['web', 'deploy', [], 'web'],
    ['web', 'deploy', ['WEB '], 'deploy@web'],
    ['web', 'deploy', ['web', 'Deploy@web'], 'web 2'],
    ['web', '', ['web', 'web 2'], 'web 3'],
    ['', 'deploy', [], ''],
  ])('at %j of %j beside %j is %j', (place, user, taken, name) => {
    expect(freeName(place, user, taken)).toBe(name);
  });

  it('is no longer than a name may be, also with a number', () => {
    const long = '长'.repeat(150);
    const first = freeName(long, '', []);
    expect([...first]).toHaveLength(100);
    expect([...freeName(long, '', [first])]).toHaveLength(100);
  });

  it.each([
    ['bowline://10.0.0.1:7722?v=1&token=x', '10.0.0.1'],
    ['bowline://[::1]:7722?token=x', '::1'],
    ['bowline://gpu-box.example:7722/?token=x', 'gpu-box.example'],
    ['bowline://secret', ''],
    ['secret', ''],
    ['', ''],
  ])('is called by where its link leads: %j', (link, name) => expect(hostOfLink(link)).toBe(name));
});

describe('what was declined to be saved', () => {
  function storage(stored: string | null = null) {
    const it = {
      stored,
      getItem: () => it.stored,
      setItem: (_: string, to: string) => void (it.stored = to),
    };
    return it;
  }

  it('is remembered, by all who share the storage, as many as there is room for', () => {
    const kept = storage();
    for (let at = 0; at < MOST + 1; at++) new Declined(kept).add(`ssh:address=web-${at}`);
    const declined = new Declined(kept);
    expect(declined.has(`ssh:address=web-${MOST}`)).toBe(true);
    expect(declined.has('ssh:address=web-1')).toBe(true);
    expect(declined.has('ssh:address=web-0')).toBe(false);
  });

  it.each(['{', '5', '[5,null]', 'null'])('is nothing where the storage holds %s', (broken) => {
    const declined = new Declined(storage(broken));
    expect(declined.has('5')).toBe(false);
    declined.add('a');
    expect(declined.has('a')).toBe(true);
  });
});
