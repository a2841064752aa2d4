// Lines of known_hosts files of every shape, and of none.
import { describe, expect, it } from 'vitest';
import { readKnownLine, removalName } from '../../../electron/keys/knownHostsText.ts';
import { eachSeed } from '../../support/random.ts';

const KEY = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEEsnHZLy3mSdHx6aTar8cxlYBkoZngncY5NyI88iR+w';
const FINGERPRINT = 'SHA256:GRxwyr3BOv5acA9tVGYqElr6Iv7OTFQOQxjVT4fbfZA';
const HASHED = '|1|F1E1KeoE/eEWhi10WpGv4OdiO6Y=|3988QV0VE8wmZL7suNrYQLITLCg=';

const read = (text: string) => readKnownLine(text, 7)!;

describe('a line of known hosts', () => {
  it('has its names, its key and a comment', () => {
    expect(read(`web-1,[10.0.0.1]:2222 ${KEY} of the door\r`)).toEqual({
      ...{ line: 7, names: ['web-1', '[10.0.0.1]:2222'], hashed: false, marker: null },
      ...{ type: 'ED25519', fingerprint: FINGERPRINT, comment: 'of the door', problem: null },
    });
    expect(read(`  \tweb-1\t${KEY}`).names).toEqual(['web-1']);
  });

  it('says nothing where it is empty or a comment', () => {
    expect(['', ' \t', '\r', '# web-1', `  #${KEY}`].map((text) => readKnownLine(text, 1))).toEqual(
      new Array(5).fill(undefined),
    );
  });

  it('may be hashed, an authority’s, or revoked', () => {
    expect(read(`${HASHED} ${KEY}`)).toMatchObject({ hashed: true, names: [], problem: null });
    expect(read(`@cert-authority *.example.com ${KEY}`)).toMatchObject({
      ...{ marker: 'cert-authority', names: ['*.example.com'], fingerprint: FINGERPRINT },
    });
    expect(read(`@revoked * ${KEY}`)).toMatchObject({ marker: 'revoked', names: ['*'] });
  });

  it('says what is wrong with it', () => {
    const codeOf = (text: string) => read(text).problem?.code;
    expect(codeOf('web-1')).toBe('known-host-no-key');
    expect(codeOf('web-1 ssh-ed25519')).toBe('known-host-no-key');
    expect(codeOf('web-1 ssh-ed25519 AAAA????')).toBe('known-host-bad-key');
    expect(codeOf(`web-1 ${KEY.replace('ssh-ed25519', 'ssh-rsa')}`)).toBe('known-host-bad-key');
    expect(codeOf(`@trusted web-1 ${KEY}`)).toBe('known-host-bad-marker');
    expect(codeOf(`|1|abc|def ${KEY}`)).toBe('known-host-bad-hash');
    expect(codeOf('web-1 1024 35 1234567890')).toBe('known-host-old-key');
  });

  it('can be removed by a name that means itself alone', () => {
    const nameOf = (text: string) => removalName(read(text));
    expect(nameOf(`*.example.com,!bad,web-1 ${KEY}`)).toBe('web-1');
    expect(nameOf(`*.example.com,web-? ${KEY}`)).toBeNull();
    expect(nameOf(`-oProxyCommand=x ${KEY}`)).toBeNull();
    expect(nameOf(`${HASHED} ${KEY}`)).toBeNull();
    expect(nameOf(`@revoked web-1 ${KEY}`)).toBeNull();
    expect(nameOf('web-1 nonsense')).toBeNull();
  });
});

it('reads whatever stands there, and shows nothing that can’t be seen', () =>
  eachSeed(300, (random) => {
    const parts = [
      'web-1',
      HASHED,
      KEY,
      '@revoked',
      '@cert-authority',
      ',',
      ' ',
      '\t',
      '|1|',
      '\r',
      '#',
    ];
    const junk = () => String.fromCodePoint(random.int(0xd7ff));
    const length = random.int(12);
    const text = Array.from({ length }, () => (random.once(3) ? junk() : random.pick(parts))).join(
      '',
    );
    const line = readKnownLine(text, 1);
    if (!line) return;
    const shown = [...line.names, line.type, line.comment].join('');
    expect(shown).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    expect(line.problem === null).toBe(line.fingerprint !== '' && line.problem === null);
    if (removalName(line) !== null) expect(removalName(line)).not.toMatch(/^-|[*?!]/);
  }));
