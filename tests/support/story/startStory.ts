// The real app and a real agent for a story, with a host whose shells are kept and one of this computer.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Bridge } from '../../../electron/ipc/contract.ts';
import { startAgent } from '../agent.ts';
import { addHost } from '../drive.ts';
import { seeded } from '../random.ts';
import { atHome, Restarting } from '../restart.ts';
import { Story } from './story.ts';

declare const window: { bowline: Bridge };

/** To be disposed of, with the app and the agent. */
export async function startStory(seed: number): Promise<Story & AsyncDisposable> {
  const stateDir = await mkdtemp(path.join(tmpdir(), 'bowline-agent-'));
  const agent = await startAgent({ stateDir, env: { ...atHome(stateDir), SHELL: '/bin/sh' } });
  const app = await Restarting.start();
  const { window: page } = app;
  await addHost(page, { name: 'Kept', kind: 'Agent', fields: { 'Pairing link': agent.link } });
  await addHost(page, { name: 'Here', kind: 'Local shell', fields: { Shell: '/bin/sh' } });
  const hosts = await page.evaluate(() => window.bowline.call('hosts:list'));
  const idOf = (wanted: string): string => hosts.find(({ name }) => name === wanted)!.id;
  const story = new Story(app, seeded(seed), { kept: idOf('Kept'), here: idOf('Here') });
  return Object.assign(story, {
    async [Symbol.asyncDispose]() {
      await app.end();
      await agent.stop();
      await rm(stateDir, { recursive: true, maxRetries: 20 });
    },
  });
}
