// Keys of a PKCS#11 token, as a software one has them: once ssh-add was told its PIN, they are listed and
// their public halves can be had, as those of any key in the agent.
import { expect, it } from 'vitest';
import { publicHalf } from '../../../electron/keys/changeKey.ts';
import { listKeys } from '../../../electron/keys/listKeys.ts';
import { askTool } from '../../../electron/keys/toolTerminal.ts';
import { needs } from '../../support/needs.ts';
import { makeToken, whyNoToken } from '../../support/standIns.ts';
import { keyPlace, startAgent } from './rig.ts';

it('are listed once their PIN was given', async (test) => {
  needs(whyNoToken(), test);
  const { library, env, pin } = makeToken();
  const SSH_AUTH_SOCK = startAgent(['-P', library], env);
  const place = keyPlace({ SSH_AUTH_SOCK });
  const asked: string[] = [];
  const answers = (question: string): string | undefined => {
    if (!/: $/.test(question)) return undefined;
    asked.push(question);
    return pin;
  };
  const how = { surroundings: place.surroundings, clock: place.clock, limitMs: 30_000 };
  expect(await askTool('ssh-add', ['-s', library], answers, how)).toMatchObject({ code: 0 });
  expect(asked).toEqual(['Enter passphrase for PKCS#11: ']);
  const { agentKeys } = await listKeys(place);
  expect(agentKeys).toMatchObject([{ type: 'RSA', bits: 2048 }]);
  expect((await publicHalf(agentKeys[0]!.id, place)).algorithm).toBe('ssh-rsa');
});
