// Keys of a PKCS#11 token, as a software one has them: once ssh-add was told its PIN, they are listed and
// their public halves can be had, as those of any key in the agent.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { publicHalf } from '../../../electron/keys/changeKey.ts';
import { listKeys } from '../../../electron/keys/listKeys.ts';
import { askTool } from '../../../electron/keys/toolTerminal.ts';
import { needs } from '../../support/needs.ts';
import { temporaryDirectory } from '../../support/temporary.ts';
import { keygen, keyPlace, startAgent } from './rig.ts';

const LIBRARY = '/usr/lib/softhsm/libsofthsm2.so';
const whyNot = existsSync(LIBRARY)
  ? undefined
  : 'no software token is installed (package softhsm2)';

/** A token with one key. */
function makeToken(): string {
  const folder = temporaryDirectory();
  const configuration = path.join(folder, 'softhsm2.conf');
  mkdirSync(path.join(folder, 'tokens'));
  writeFileSync(configuration, `directories.tokendir = ${folder}/tokens\n`);
  const env = { ...process.env, SOFTHSM2_CONF: configuration };
  const util = (...args: string[]) =>
    execFileSync('softhsm2-util', [...args, '--pin', '5678'], { env, stdio: 'ignore' });
  util('--init-token', '--free', '--label', 'ring', '--so-pin', '1234');
  const key = keygen(folder, 'key', '-t', 'rsa', '-b', '2048', '-m', 'PKCS8');
  util('--import', key, '--token', 'ring', '--label', 'of the ring', '--id', '01');
  return configuration;
}

it('are listed once their PIN was given', async (test) => {
  needs(whyNot, test);
  const library = realpathSync(LIBRARY);
  const SOFTHSM2_CONF = makeToken();
  const SSH_AUTH_SOCK = startAgent(['-P', library], { SOFTHSM2_CONF });
  const place = keyPlace({ SSH_AUTH_SOCK });
  const asked: string[] = [];
  const answers = (question: string): string | undefined => {
    if (!/: $/.test(question)) return undefined;
    asked.push(question);
    return '5678';
  };
  const how = { surroundings: place.surroundings, clock: place.clock, limitMs: 30_000 };
  expect(await askTool('ssh-add', ['-s', library], answers, how)).toMatchObject({ code: 0 });
  expect(asked).toEqual(['Enter passphrase for PKCS#11: ']);
  const { agentKeys } = await listKeys(place);
  expect(agentKeys).toMatchObject([{ type: 'RSA', bits: 2048 }]);
  expect((await publicHalf(agentKeys[0]!.id, place)).algorithm).toBe('ssh-rsa');
});
