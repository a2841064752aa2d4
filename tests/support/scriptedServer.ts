// An SSH server that asks whatever a script says, and notes what it is answered: a hostile one.
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import path from 'node:path';
import ssh2 from 'ssh2';
import type { AuthContext, ServerConnection } from 'ssh2';

/** What it asks of one user. */
export interface Script {
  /** Round by round, what it asks in its own words; then the login is refused. */
  rounds: string[][];
  title?: string;
  instructions?: string;
  /** It takes passwords by ssh's own way of asking, too. */
  password?: boolean;
  /** It lets the user in by this: as the password, or as the last thing that it has asked. */
  lets?: string;
}

export interface ScriptedServer {
  port: number;
  knownHosts: string;
  /** All that a user's logins have answered. */
  answersOf(user: string): string[];
  close(): void;
}

/** @param folder for its key and the file of known hosts */
export async function scriptedServer(
  folder: string,
  scripts: ReadonlyMap<string, Script>,
  banner?: string,
): Promise<ScriptedServer> {
  const key = path.join(folder, 'scripted_key');
  execFileSync('ssh-keygen', ['-q', '-t', 'rsa', '-m', 'PEM', '-N', '', '-f', key]);
  const answers = new Map<string, string[]>();
  const note = (user: string, ...said: string[]): void =>
    void answers.set(user, [...(answers.get(user) ?? []), ...said]);
  const options = { hostKeys: [readFileSync(key, 'utf8')], ...(banner && { banner }) };
  const server = new ssh2.Server(options, (client) => {
    client.on('error', () => undefined);
    client.on('authentication', (context: AuthContext) =>
      judge(context, scripts.get(context.username)!, note),
    );
    carryOn(client);
    greet(client);
  });
  server.listen(0, '127.0.0.1', () => undefined);
  await once(server, 'listening');
  const { port } = server.address();
  const publicKey = readFileSync(`${key}.pub`, 'utf8');
  return {
    port,
    knownHosts: `[127.0.0.1]:${port} ${publicKey}`,
    answersOf: (user) => answers.get(user) ?? [],
    close: () => void server.close(),
  };
}

function judge(
  context: AuthContext,
  script: Script,
  note: (user: string, ...said: string[]) => void,
): void {
  const methods = ['keyboard-interactive', ...(script.password ? ['password'] : [])];
  if (context.method === 'password') {
    note(context.username, context.password!);
    return context.password === script.lets ? context.accept() : context.reject(methods);
  }
  if (context.method !== 'keyboard-interactive') return context.reject(methods);
  const { title = '', instructions = '' } = script;
  const ask = (round: number, last?: string): void => {
    const prompts = script.rounds[round];
    const isIn = last !== undefined && last === script.lets;
    if (!prompts) return isIn ? context.accept() : context.reject(methods);
    const asked = prompts.map((prompt) => ({ prompt, echo: false }));
    context.prompt(asked, title, instructions, (said) => {
      note(context.username, ...said);
      ask(round + 1, said.at(-1));
    });
  };
  ask(0);
}

/** A shell that says no more than hello. */
function greet(client: ServerConnection): void {
  type Session = NodeJS.EventEmitter;
  client.on('session', (accept: () => Session) => {
    const session = accept();
    session.on('pty', (allow?: () => void) => allow?.());
    session.on('shell', (open: () => NodeJS.ReadWriteStream) => open().write('hello\r\n'));
  });
}

/** As a jump host does. */
function carryOn(client: ServerConnection): void {
  type Accept = () => NodeJS.ReadWriteStream;
  client.on('tcpip', (accept: Accept, _reject: unknown, to: { destPort: number }) => {
    const stream = accept();
    const onward = connect(to.destPort, '127.0.0.1');
    onward.on('error', () => stream.end());
    stream.on('error', () => onward.destroy());
    stream.pipe(onward).pipe(stream);
  });
}
