// Security keys, with OpenSSH's own stand-in for one: made, told as such, and used by the agent.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { addToAgent } from '../../../electron/keys/changeKey.ts';
import { listKeys } from '../../../electron/keys/listKeys.ts';
import { makeKey } from '../../../electron/keys/makeKey.ts';
import { needs } from '../../support/needs.ts';
import { SECURITY_KEY, whyNoSecurityKey } from '../../support/standIns.ts';
import { keyPlace, startAgent } from './rig.ts';

it('makes a key that lies in a security key, with a passphrase for its handle', async (test) => {
  needs(whyNoSecurityKey(), test);
  const agent = startAgent(['-P', SECURITY_KEY]);
  const place = keyPlace({ SSH_SK_PROVIDER: SECURITY_KEY, SSH_AUTH_SOCK: agent });
  for (const type of ['ed25519-sk', 'ecdsa-sk'] as const) {
    const name = `id_${type}`;
    const wish = { type, name, comment: 'on the ring', passphrase: 'open sesame', pin: '' };
    const id = path.join(place.folder, name);
    expect(await makeKey(wish, place)).toEqual({ ok: true, id });
    expect(readFileSync(`${id}.pub`, 'utf8')).toMatch(
      /^sk-(ssh-ed25519|ecdsa-sha2-nistp256)@openssh\.com /,
    );
    expect(await addToAgent(id, 'open sesame', place)).toEqual({ ok: true });
  }
  const { keys, agentKeys } = await listKeys(place);
  expect(
    keys.map(({ type, hardware, passphrase, inAgent }) => [type, hardware, passphrase, inAgent]),
  ).toEqual([
    ['ECDSA-SK', true, 'yes', true],
    ['ED25519-SK', true, 'yes', true],
  ]);
  expect(agentKeys.every(({ hardware }) => hardware)).toBe(true);
});

it('says that none is plugged in', async () => {
  const place = keyPlace();
  const wish = { type: 'ed25519-sk', name: 'id_sk', comment: '', passphrase: '', pin: '' } as const;
  await expect(makeKey(wish, place)).rejects.toThrow('No security key was found.');
  expect((await listKeys(place)).keys).toEqual([]);
});
