// Completion in real shells, at real terminals: the script is what `bowline-agent completion`
// prints, Tab is pressed, and what the person would see is looked at.
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { completionScript, SHELLS, type Shell } from '../../agent/cli/completion/scripts.ts';
import type { AgentClient } from '../../core/client/agentClient.ts';
import { invite } from '../../core/client/sharing.ts';
import { agentCommand, startAgent, type TestAgent } from '../support/agent.ts';
import { AgentShell, connect } from '../support/agentShell.ts';
import { needs } from '../support/needs.ts';
import { removeFolder } from '../support/removeFolder.ts';
import { TestTerminal } from '../support/terminal.ts';

let home: string;
let agent: TestAgent;
let client: AgentClient;
let session: string;

/** Run by whatever reads it as anything but text. */
const canary = (): string => path.join(home, 'canary');

beforeAll(async () => {
  home = mkdtempSync(path.join(realpathSync(tmpdir()), 'bowline-'));
  agent = await startAgent();
  client = await connect(agent.link);
  session = await openShell(
    `$(touch ${canary()}) \`touch ${canary()}\` '"; touch ${canary()} %d:\\n`,
  );
  const [file, args] = agentCommand([]);
  const call = [file, ...args].map((word) => `'${word}'`).join(' ');
  mkdirSync(path.join(home, 'bin'));
  const program = path.join(home, 'bin', 'bowline-agent');
  writeFileSync(program, `#!/bin/sh\nexec ${call} "$@"\n`);
  chmodSync(program, 0o755);
  writeFileSync(path.join(home, 'my link'), `${agent.link}\n`, { mode: 0o600 });
  for (const shell of SHELLS) writeFileSync(path.join(home, `c.${shell}`), completionScript(shell));
});
afterAll(async () => {
  await client.close();
  await agent.stop();
  removeFolder(home);
});

/** Resolves with its name once it has that title. */
async function openShell(title: string): Promise<string> {
  const command = ['sh', '-c', 'printf "\\033]0;%s\\007up" "$1"; exec cat', 'sh', title];
  const shell = AgentShell.open(client, { command });
  await shell.sees(/up$/);
  return shell.cursor.session;
}

const START: Readonly<Record<Shell, { args: string[]; setUp: () => string }>> = {
  bash: { args: ['--norc', '--noprofile', '-i'], setUp: () => `. '${home}/c.bash'` },
  zsh: {
    args: ['-f', '-i'],
    setUp: () => `autoload -U compinit; compinit -u -D; . '${home}/c.zsh'`,
  },
  fish: { args: ['--no-config', '-i'], setUp: () => `source '${home}/c.fish'` },
};

/** A shell with its completion loaded, at a prompt. */
async function atPrompt(shell: Shell, env: Record<string, string> = {}): Promise<TestTerminal> {
  const { args, setUp } = START[shell];
  const terminal = new TestTerminal(shell, args, {
    cols: 200,
    env: { HOME: home, PATH: `${home}/bin:${process.env.PATH}`, PS1: '> ', ...env },
  });
  onTestFinished(() => terminal.pty.close());
  answerQuestions(terminal);
  terminal.type(`${setUp()}; cd '${home}'; echo rea"dy"\r`);
  await terminal.sees(/ready\s/);
  return terminal;
}

// fish asks the terminal what it is, and waits for that.
function answerQuestions(terminal: TestTerminal): void {
  void terminal.sees(/\u001b\[0?c/).then(
    () => terminal.type('\u001b[?62;c'),
    () => undefined,
  );
}

/**
 * Types a line, presses Tab and waits until what is wanted stands there. Where the agent took too
 * long the shell rings or does nothing, so the key is pressed again, as a person would.
 */
async function tab(terminal: TestTerminal, line: string, wanted: RegExp): Promise<string> {
  const from = terminal.text.length;
  terminal.type(`\u0015${line}`);
  await terminal.sees(lastPart(line), from);
  terminal.type('\t');
  const again = setInterval(() => terminal.type('\t'), 3_000);
  return terminal.sees(wanted, from).finally(() => clearInterval(again));
}

/** Shells draw what is typed in pieces, with colours in between: the end of it will do. */
function lastPart(line: string): RegExp {
  return new RegExp(`${line.trim().slice(-4)}`);
}

describe.each(SHELLS)('in %s', (shell) => {
  const run = (name: string, test: () => Promise<void>): void => {
    it(name, async (context) => {
      const found = spawnSync(shell, ['-c', 'exit 0']).status === 0;
      needs(found ? undefined : `there is no ${shell}`, context);
      await test();
    });
  };

  run('the script is what the command prints, and the shell can read it', async () => {
    const script = path.join(home, `c.${shell}`);
    expect(spawnSync(shell, ['-n', script]).status).toBe(0);
    const [file, args] = agentCommand(['completion', shell]);
    const printed = spawnSync(file, args, { encoding: 'utf8' });
    expect(printed.stdout).toBe(completionScript(shell));
    await Promise.resolve();
  });

  run('Tab puts in the name of a shell, by the link so far', async () => {
    const terminal = await atPrompt(shell);
    for (const line of [
      `bowline-agent attach --state-dir ${agent.stateDir} --session `,
      `bowline-agent kill --link-file 'my link' ${session.slice(0, 3)}`,
      `bowline-agent attach --link-file ~/my\\ link --session=`,
    ]) {
      await tab(terminal, line, new RegExp(session));
    }
    await expect(openedCanary()).resolves.toBe(false);
  });

  run('Tab takes the link from the environment, and completes commands and files', async () => {
    const terminal = await atPrompt(shell, { BOWLINE_LINK: agent.link });
    const { id } = await invite(client, { session, role: 'viewer', label: '$(x)' });
    await tab(terminal, 'bowline-agent share --revoke ', new RegExp(id));
    await tab(terminal, 'bowline-agent det', /detach/);
    await tab(terminal, 'bowline-agent serve --max-d', /--max-detached/);
    await tab(terminal, `bowline-agent list --link-file ${home}/c.b`, /c\.bash/);
  });

  run('Tab where there is no agent says nothing', async () => {
    const terminal = await atPrompt(shell);
    const from = terminal.text.length;
    const line = 'bowline-agent attach --link-file /no/such --session ';
    terminal.type(`${line}\t\t\u0015echo af"ter"\r`);
    const printed = await terminal.sees(/after\s/, from);
    expect(printed).not.toMatch(/no such|error|There is no link/i);
  });
});

it.each(['zsh', 'fish'] as const)('%s shows what each shell is', async (shell) => {
  const other = await openShell('second shell');
  const terminal = await atPrompt(shell);
  const line = `bowline-agent attach --state-dir ${agent.stateDir} --session `;
  const seen = await tab(terminal, line, /second shell/);
  expect(seen).toContain('touch');
  expect(await openedCanary()).toBe(false);
  await client.request('kill', { session: other });
});

function openedCanary(): Promise<boolean> {
  return Promise.resolve(spawnSync('test', ['-e', canary()]).status === 0);
}
