// What ssh itself says of a host that stands in a file: `ssh -G`, which connects nowhere, but runs what a Match
// of the file says. So whoever asks is asked first.
import { cleanLine, cleanText } from '../../core/text/clean.ts';
import { startProgram } from '../../core/process/startProgram.ts';
import type { Clock } from '../../core/time/clock.ts';
import { say, type Said } from '../../words/said.ts';
import type { StoredHost } from '../hosts/storedHost.ts';
import type { AskedSsh } from '../ipc/contract.ts';
import { PersonError } from '../personError.ts';
import type { LocalSurroundings } from '../programs/surroundings.ts';
import { sshCommand } from '../ssh/sshCommand.ts';
import { configFile, ownWord, userWord, type SshArgument } from '../ssh/sshPlaces.ts';

/** A command of a Match may take its time; one that waits for somebody does so for ever. */
export const LIMIT_MS = 20_000;
/** Characters; ssh prints some 100 lines. */
const OUTPUT = 256 * 1024;
const LONGEST = 2_000;
/** What ssh says where it is the file that it doesn't take. */
const OF_THE_FILE = /bad configuration|line \d+|Bad owner or permissions|Can't open user config/i;

/** Rejects with a `PersonError` where there is no ssh, or no answer. */
export async function askSsh(
  host: StoredHost,
  surroundings: LocalSurroundings,
  clock: Clock,
): Promise<AskedSsh & { ofTheFile: boolean }> {
  const args = argumentsFor(host);
  const { out, said, code } = await answerOf(args, surroundings, clock);
  const command = ['ssh', ...args].map(quoted).join(' ');
  if (code === 0) return { command, settings: settingsIn(out), refused: null, ofTheFile: false };
  return { command, settings: [], refused: refusal(said), ofTheFile: OF_THE_FILE.test(said) };
}

function argumentsFor({ alias, file }: StoredHost): SshArgument[] {
  return [ownWord('-G'), ...configFile(file), ownWord('--'), userWord(alias, 'address')];
}

interface Answer {
  out: string;
  said: string;
  code: number | null;
}

function answerOf(args: SshArgument[], surroundings: LocalSurroundings, clock: Clock) {
  const { file, env, cwd } = sshCommand([], surroundings);
  const how = { env, cwd, stdio: 'pipe', windowsHide: true } as const;
  const child = startProgram({ file, args }, how, { outlives: false });
  child.stdin.on('error', () => undefined).end();
  const answer: Answer = { out: '', said: '', code: null };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    answer.out = (answer.out + text).slice(0, OUTPUT);
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    answer.said = (answer.said + text).slice(-LONGEST);
  });
  return new Promise<Answer>((resolve, reject) => {
    // What it has started may outlive it, with its pipes in hand.
    const cancel = clock.after(LIMIT_MS, () => {
      child.kill('SIGKILL');
      child.stdout.destroy();
      child.stderr.destroy();
      reject(new PersonError(say('ask-ssh-no-answer', { seconds: LIMIT_MS / 1_000 })));
    });
    child.on('error', reject);
    child.on('close', (code) => {
      cancel();
      resolve({ ...answer, code });
    });
  });
}

function settingsIn(out: string): AskedSsh['settings'] {
  return out.split('\n').flatMap((line) => {
    const [, name, value = ''] = /^(\S+)(?: (.*))?$/.exec(line) ?? [];
    return name ? [{ name: cleanLine(name, LONGEST), value: cleanLine(value, LONGEST) }] : [];
  });
}

function refusal(said: string): Said {
  const words = cleanText(said, LONGEST).split('\n').filter(Boolean).join(' ');
  return say('link-refused-by-ssh', { words });
}

function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
