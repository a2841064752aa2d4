// The others at a shell: by which connection, and what becomes of a message to them.
import { expect, it } from 'vitest';
import type { AgentClient } from '../../../core/client/agentClient.ts';
import type { RemoteShell } from '../../../core/client/remoteShell.ts';
import { ConnectFailure } from '../../../core/socket/connectFailure.ts';
import { withResolvers } from '../../../core/task/taskGroup.ts';
import { ChannelError } from '../../../core/wire/errors.ts';
import { HostCompany } from '../../../electron/agents/hostCompany.ts';
import type { StoredHost } from '../../../electron/hosts/storedHost.ts';
import { told } from '../../support/told.ts';
import { says } from '../../support/says.ts';

/** At a shell whose agent answers like this. */
function entered(answer: () => Promise<number>): { company: HostCompany; said: string[] } {
  const company = new HostCompany('owner');
  const said: string[] = [];
  const say = (text: string, id: string): Promise<number> => (
    said.push(`${id}: ${text}`),
    answer()
  );
  company.entered(
    { role: 'owner' } as unknown as AgentClient,
    { say } as unknown as RemoteShell,
    {} as StoredHost,
  );
  return { company, said };
}

it('knows the connection while there is one, and what may be done by it', () => {
  const company = new HostCompany('viewer');
  const seen: unknown[] = [];
  company.subscribe({ onChange: () => seen.push(company.state), onChat: () => undefined });
  const notConnected = 'The shell isn’t connected now. Try again when it is back.';
  expect(() => company.client).toThrow(notConnected);
  const client = {
    role: 'owner',
    has: (name: string) => name === 'groups',
  } as unknown as AgentClient;
  const host = { id: 'h1' } as StoredHost;
  company.entered(client, { member: 'm1' } as unknown as RemoteShell, host);
  expect([company.client, company.host]).toEqual([client, host]);
  company.left();
  company.left(); // which is nothing new
  for (const ask of [() => company.client, () => company.host]) expect(ask).toThrow(notConnected);
  expect(seen).toEqual([
    { role: 'owner', self: 'm1', canShare: true, group: null },
    { role: 'owner', self: null, canShare: false, group: null },
  ]);
});

it('is sent once the agent has it, and not before', async () => {
  const taken = withResolvers<number>();
  const { company, said } = entered(() => taken.promise);
  let result: unknown;
  const saying = company.say('id', 'hello').then((answer) => (result = answer));
  await Promise.resolve();
  expect([said, result]).toEqual([['id: hello'], undefined]);
  taken.resolve(1);
  await saying;
  expect(result).toEqual({ ok: true });
});

it('is refused where the agent says so, in its words', async () => {
  const { company } = entered(() => Promise.reject(new ChannelError('forbidden', 'Not now.')));
  const result = { ok: false, refused: true, message: says('Not now.') };
  expect(await company.say('id', 'hello')).toEqual(result);
});

it('may have been sent where the connection was lost meanwhile', async () => {
  const { company } = entered(() => Promise.reject(new ConnectFailure('lost', told('gone'), null)));
  const result = await company.say('id', 'hello');
  expect(result).toMatchObject({ ok: false, refused: false });
  expect(result).toHaveProperty('message', says(/It isn’t known/));
});

it('is not sent while there is no connection', async () => {
  const { company, said } = entered(() => Promise.resolve(1));
  company.left();
  const result = await company.say('id', 'hello');
  expect(result).toMatchObject({ ok: false, message: says('Not sent: there is no connection.') });
  expect(said).toEqual([]);
});

it('fails aloud where something else went wrong', async () => {
  const { company } = entered(() => Promise.reject(new TypeError('a mistake')));
  await expect(company.say('id', 'hello')).rejects.toThrow('a mistake');
});
