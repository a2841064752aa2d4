// Known hosts on real files, by the real ssh-keygen: what is shown, found, drawn and removed.
import { chmodSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { hostKeyFacts } from '../../../electron/keys/hostKeyFacts.ts';
import {
  findKnown,
  knownPicture,
  listKnownHosts,
  removeKnown,
} from '../../../electron/keys/knownHosts.ts';
import { randomArt } from '../../../electron/keys/randomArt.ts';
import { temporaryDirectory } from '../../support/temporary.ts';
import { keygen, knownPlaces } from './rig.ts';
import { execFileSync } from 'node:child_process';

const keys = (folder: string, name: string, ...more: string[]): string =>
  readFileSync(`${keygen(folder, name, ...more)}.pub`, 'utf8')
    .split(' ')
    .slice(0, 2)
    .join(' ');

/** A file with a line of each shape. */
function filled() {
  const places = knownPlaces();
  const folder = temporaryDirectory();
  const [one, two, three] = [
    keys(folder, 'a'),
    keys(folder, 'b'),
    keys(folder, 'c', '-t', 'ecdsa'),
  ];
  const file = places.files[0]!.path;
  const lines = [
    '# mine',
    `web-1,10.0.0.1 ${one} first`,
    `web-1 ${three}`,
    '',
    `[db.example.com]:2222 ${two}\r`,
    `*.example.com,!bad.example.com ${two}`,
    `@cert-authority *.corp ${one}`,
    `@revoked * ${keys(folder, 'd')}`,
    `上海-1 ${one}`,
  ];
  writeFileSync(file, `${lines.join('\n')}\n`);
  return { places, file, lines, one, two, three };
}

async function refusal(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return (error as { said?: { code: string } } | undefined)?.said?.code ?? String(error);
}

describe('known hosts', () => {
  it('are listed with all that stands in them', async () => {
    const { places, lines } = filled();
    writeFileSync(places.files[2]!.path, `${lines[1]}\n`);
    const { files, hosts } = await listKnownHosts(places);
    expect(files.map(({ fixed }) => fixed?.code)).toEqual([
      ...[undefined, undefined, 'known-hosts-of-system'],
    ]);
    expect(hosts.map(({ id, names, removedBy }) => [id, names[0], removedBy])).toEqual([
      ['0:2', 'web-1', 'web-1'],
      ['0:3', 'web-1', 'web-1'],
      ['0:5', '[db.example.com]:2222', '[db.example.com]:2222'],
      ['0:6', '*.example.com', null],
      ['0:7', '*.corp', null],
      ['0:8', '*', null],
      ['0:9', '上海-1', '上海-1'],
      ['2:1', 'web-1', null],
    ]);
    const { file, line } = hosts[0]!;
    const picture = await knownPicture({ file, line }, places);
    expect(picture.fingerprint).toBe(hosts[0]!.fingerprint);
    expect(picture.art).toHaveLength(11);
  });

  it('are found by name, also where they are hashed, and removed with all lines of the name', async () => {
    const { places, file, one } = filled();
    execFileSync('ssh-keygen', ['-q', '-H', '-f', file], { stdio: 'ignore' });
    const { hosts } = await listKnownHosts(places);
    expect(hosts.filter(({ hashed }) => hashed).length).toBeGreaterThan(3);
    const hits = await findKnown(['web-1', '[db.example.com]:2222', 'nowhere', '-oX'], places);
    expect(hits.map(({ name }) => name)).toEqual(['web-1', 'web-1', '[db.example.com]:2222']);
    const lines = hits.slice(0, 2).map(({ line }) => line);
    const before = readFileSync(file);
    const copy = await removeKnown({ name: 'web-1', file: 0, lines }, places);
    expect(readFileSync(copy)).toEqual(before);
    expect(await findKnown(['web-1'], places)).toEqual([]);
    // The address was hashed by itself, and stays.
    expect(readFileSync(file, 'utf8')).toContain(one.split(' ')[1]);
  });

  it('go only as they were seen: a pattern that the name matches is among them', async () => {
    const { places, file } = filled();
    const hits = await findKnown(['www.example.com'], places);
    expect(hits).toEqual([{ name: 'www.example.com', file: 0, line: 6 }]);
    const wish = { name: 'www.example.com', file: 0 };
    expect(await refusal(removeKnown({ ...wish, lines: [5] }, places))).toBe('known-hosts-changed');
    expect(await refusal(removeKnown({ name: 'gone', file: 0, lines: [1] }, places))).toBe(
      'known-hosts-none',
    );
    expect(await refusal(removeKnown({ ...wish, file: 9, lines: [1] }, places))).toBe(
      'known-hosts-changed',
    );
    expect(readFileSync(file, 'utf8')).toContain('*.example.com');
    await removeKnown({ ...wish, lines: [6] }, places);
    expect(readFileSync(file, 'utf8')).not.toContain('*.example.com');
  });

  it('stay where the file is read-only, everybody’s, or has lines that ssh can’t read', async () => {
    const { places, file, lines } = filled();
    chmodSync(file, 0o444);
    const wish = { name: 'web-1', file: 0, lines: [2, 3] };
    expect((await listKnownHosts(places)).files[0]!.fixed?.code).toBe('known-hosts-read-only');
    expect(await refusal(removeKnown(wish, places))).toBe('known-hosts-read-only');
    chmodSync(file, 0o600);
    writeFileSync(file, `${lines.join('\n')}\n|1|broken\n`);
    expect((await listKnownHosts(places)).files[0]!.fixed).toEqual({
      ...{ code: 'known-hosts-bad-lines', facts: { line: 10 } },
    });
    expect(await refusal(removeKnown(wish, places))).toBe('known-hosts-bad-lines');
    writeFileSync(places.files[2]!.path, `${lines[1]}\n`);
    const system = { name: 'web-1', file: 2, lines: [1] };
    expect(await refusal(removeKnown(system, places))).toBe('known-hosts-of-system');
  });

  it('are removed behind a link, which stays one', async () => {
    const { places, file, lines } = filled();
    const real = path.join(temporaryDirectory(), 'dotfiles');
    const linked = knownPlaces();
    symlinkSync(real, linked.files[0]!.path);
    writeFileSync(real, `${lines.join('\n')}\n`);
    await removeKnown({ name: 'web-1', file: 0, lines: [2, 3] }, linked);
    expect(readFileSync(real, 'utf8')).not.toContain('web-1');
    expect(readFileSync(linked.files[0]!.path)).toEqual(readFileSync(real));
    expect(readFileSync(file, 'utf8')).toContain('web-1');
    expect(places.files).toHaveLength(3);
  });

  it('are read where there are ten thousand, while others have their turn', async () => {
    const { places, file, one } = filled();
    const text = Array.from({ length: 10_000 }, (_, at) => `host-${at} ${one}`).join('\n');
    writeFileSync(file, text);
    let turns = 0;
    let going = true;
    const others = (): void => {
      turns++;
      if (going) setImmediate(others);
    };
    others();
    const { hosts } = await listKnownHosts(places);
    going = false;
    expect(hosts).toHaveLength(10_000);
    expect(turns).toBeGreaterThan(10_000 / 250 / 2);
  });
});

describe('a host key that somebody has to decide about', () => {
  it('comes with where the old one stands and who else has it', async () => {
    const { places, one } = filled();
    const { hosts } = await listKnownHosts(places);
    const fresh = { name: 'web-1', type: 'ED25519', fingerprint: hosts[2]!.fingerprint };
    expect(await hostKeyFacts(fresh, places)).toEqual({
      oldPlace: `${places.files[0]!.path}:2`,
      alsoKnownAs: ['[db.example.com]:2222', '*.example.com', '!bad.example.com'],
      art: (await knownPicture({ file: 0, line: 5 }, places)).art,
    });
    const known = { name: 'new-1', type: 'ED25519', fingerprint: hosts[0]!.fingerprint };
    expect(await hostKeyFacts(known, places)).toMatchObject({
      ...{ oldPlace: null, alsoKnownAs: ['web-1', '10.0.0.1', '上海-1'] },
    });
    expect(one).toContain('ssh-ed25519');
  });

  it('is drawn as ssh draws it', () => {
    const folder = temporaryDirectory();
    for (const [at, more] of [
      ['-t', 'ed25519'],
      ['-t', 'ecdsa', '-b', '384'],
      ['-t', 'rsa', '-b', '1024'],
    ].entries()) {
      for (let nth = 0; nth < 3; nth++) {
        const file = keygen(folder, `key-${at}-${nth}`, ...more);
        const out = execFileSync('ssh-keygen', ['-l', '-v', '-f', file], { encoding: 'utf8' });
        const [first = '', ...art] = out.trimEnd().split('\n');
        const [, bits, fingerprint = '', type = ''] = /^(\d+) (\S+) .*\((\w+)\)$/.exec(first)!;
        expect(randomArt(fingerprint, type, Number(bits))).toEqual(art);
      }
    }
    expect(randomArt('MD5:00:11', 'RSA', null)).toEqual([]);
  });
});
