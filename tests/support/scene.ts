// The app with everything in it that its screens show: hosts of all kinds under names of every length
// and script, shells that print, that ended, that failed, and an agent. What audit and gallery share.
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, type Page } from '@playwright/test';
import type { Bridge, GivenDraft } from '../../electron/ipc/contract.ts';
import { derive } from '../../core/look/derive.ts';
import { BOWLINE_DARK } from '../../core/look/ours.ts';
import type { Scheme } from '../../core/look/scheme.ts';
import { startAgent, type TestAgent } from './agent.ts';
import { startApp, type RunningApp } from './app.ts';
import { sized } from './atRest.ts';
import { hostEntry, openHost } from './drive.ts';
import { agreeToLeave } from './leaveDialog.ts';
import { atHome } from './restart.ts';
import { SAMPLE_SESSIONS, sampleProgram } from './sampleSessions.ts';

declare const window: { bowline: Bridge };

export type Theme = 'dark' | 'light';

/** Nobody listens there: ssh is refused at once. */
const REFUSING_PORT = '9';

export class Scene {
  readonly app: RunningApp;
  readonly agent: TestAgent;
  readonly #home: string;
  /** Takes connections, and says nothing: ssh waits there. */
  readonly #silent: Server;
  #filled = false;

  private constructor(app: RunningApp, agent: TestAgent, home: string, silent: Server) {
    this.app = app;
    this.agent = agent;
    this.#home = home;
    this.#silent = silent;
  }

  static async start(): Promise<Scene> {
    const home = await mkdtemp(path.join(tmpdir(), 'bowline-scene-'));
    // Programs go by their names, so that no picture shows where they are today.
    const PATH = `${home}:${process.env['PATH']}`;
    const env = { ...atHome(home), SHELL: '/bin/sh', PATH };
    // Whatever of a shell the agent starts, no picture shows whose machine it is.
    for (const file of ['.profile', '.bashrc', '.bash_profile']) {
      await writeFile(path.join(home, file), "PS1='gpu-box:~$ '\n");
    }
    // Its links are slow from 5 s of silence on, and dead after 12: nobody who looks late misses the one.
    const agent = await startAgent({ env, args: ['--heartbeat', '3000'] });
    const silent = createServer((socket) => socket.on('error', () => {})).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    return new Scene(await startApp({ env }), agent, home, silent);
  }

  /** Home of everything in it, thrown away at the end. */
  get home(): string {
    return this.#home;
  }

  get page(): Page {
    return this.app.window;
  }

  async end(): Promise<void> {
    this.agent.child.kill('SIGCONT');
    await agreeToLeave(this.app.electron); // a program of some screen may run still
    await this.app.close();
    await this.agent.stop();
    this.#silent.close();
    await rm(this.#home, { recursive: true, force: true, maxRetries: 20 });
  }

  /** Saves the hosts, the first time. */
  async addHosts(): Promise<void> {
    if (this.#filled) return;
    this.#filled = true;
    for (const draft of this.#drafts()) {
      await this.page.evaluate((it) => window.bowline.call('hosts:save', it, null), draft);
    }
    await hostEntry(this.page, 'orders-db-primary').waitFor();
  }

  /** Opens a saved host in a tab, and waits for what becomes of it. */
  async open(name: string, state = 'online'): Promise<void> {
    await openHost(this.page, name);
    const tab = this.page.locator(`[role="tab"][aria-selected="true"][data-state="${state}"]`);
    await tab.waitFor();
  }

  async sizeTo(width: number, height: number): Promise<void> {
    await this.app.electron.evaluate(
      ({ BrowserWindow }, [w, h]) => BrowserWindow.getAllWindows()[0]!.setContentSize(w!, h!),
      [width, height],
    );
    await sized(this.page, width, height);
  }

  /**
   * The display's own pointer is somewhere, too, and a window that is made larger may come below it: what is
   * tried on there is put back, as by a pointer that leaves.
   */
  async setTheme(theme: Theme): Promise<void> {
    await this.page.evaluate((it) => window.bowline.call('settings:set', { theme: it }), theme);
    const shown = this.page.locator(`:root[data-theme="${theme}"]`);
    const grid = this.page.getByRole('radiogroup', { name: 'Colour scheme' });
    await expect
      .poll(async () => {
        if (await grid.isVisible()) await grid.dispatchEvent('pointerleave');
        return shown.count();
      })
      .toBe(1);
  }

  /** Makes a scheme the one in force, whatever the theme; `null`: the usual ones again. */
  async setScheme(scheme: Scheme | null): Promise<void> {
    const change = {
      theme: 'dark' as const,
      darkScheme: scheme?.id ?? BOWLINE_DARK.id,
    };
    await this.page.evaluate((it) => window.bowline.call('settings:set', it), change);
    const { content, ink } = derive(scheme ?? BOWLINE_DARK).tokens;
    await this.page.waitForFunction(
      ([ground, text]) => {
        const { style } = document.documentElement;
        const is = (name: string) => style.getPropertyValue(name);
        return is('--content') === ground && is('--ink') === text;
      },
      [content, ink],
    );
  }

  #drafts(): GivenDraft[] {
    const local = (name: string, session: keyof typeof SAMPLE_SESSIONS, color = 'none') => ({
      kind: 'local' as const,
      name,
      color: color as GivenDraft['color'],
      shell: sampleProgram(this.#home, SAMPLE_SESSIONS[session]),
    });
    const ssh = (name: string, address: string, color: GivenDraft['color'] = 'none') => ({
      ...{ kind: 'ssh' as const, name, color, user: 'deploy', address },
    });
    const agent: GivenDraft = {
      ...{ kind: 'agent', name: 'gpu-box', color: 'violet' },
      pairingLink: this.agent.link,
    };
    return [
      local('上海-数据库-主', 'slowLog', 'teal'),
      { ...local('orders-db-primary', 'database', 'red'), tags: ['prod', 'db'] },
      agent,
      ssh('Lagerverwaltung-Übergabeserver Nürnberg', '10.8.1.4', 'amber'),
      { ...ssh('bastion-eu', '127.0.0.1'), port: REFUSING_PORT },
      {
        ...ssh('silent-eu', '127.0.0.1'),
        port: `${(this.#silent.address() as AddressInfo).port}`,
        options: 'ConnectTimeout=600', // for as long as its screens are looked at
      },
      local('web-eu-1', 'deploy', 'blue'),
      ...['cache-eu-1', 'queue-eu-7', 'web-eu-2', 'web-eu-3'].map((name) =>
        ssh(name, `${name}.example.net`),
      ),
      local('nightly build', 'nightly'),
    ];
  }
}
