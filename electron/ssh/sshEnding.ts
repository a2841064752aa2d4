// What ssh's last words mean, and what to do about it. ssh doesn't translate its messages,
// and gives exit code 255 for every failure of its own, so the words are all there is.
import type { PtyExit } from '../../core/pty/pty.ts';
import { ConnectFailure, type ConnectFailureKind } from '../../core/socket/connectFailure.ts';
import { cleanLine } from '../../core/text/clean.ts';
import { programEnded } from '../programs/programEnded.ts';
import type { ShellState } from '../shell.ts';
import { say, type Said } from '../../words/said.ts';
import type { SshTarget } from './sshTarget.ts';
import { staleCertificate } from './staleCertificate.ts';
import { WHILE_CONNECTING, WHILE_ONLINE } from './sshTroubles.ts';

const SSH_FAILED = 255;

const LAST_LINES = 3;
/** Characters; ssh's own are short. */
const LONGEST_LINE = 500;
/** Characters; its longest warning is a fourth. A server may have said any amount before, made for
    the patterns to take minutes over. */
const LAST_WORDS = 4 * 1024;
/**
 * Said by a server whose key was right, or by whoever looks at the screen: not asked again and
 * again. What a box on the way can bring about, a foreign host key included, may pass.
 */
const FINAL: ReadonlySet<ConnectFailureKind> = new Set<ConnectFailureKind>([
  'wrong-token',
  'certificate-untrusted',
]);

/** What there is to judge an end by. */
export interface SshEnd {
  exit: PtyExit;
  /** The session stood. */
  wasOnline: boolean;
  /** The end of what its terminal showed, as text. */
  said: string;
}

/** How much went to and fro, which a talkative ssh says last of all. */
const FIGURES = /^(Transferred: sent|Bytes per second: sent) .*(\r?\n|$)/gm;

/** What of an output tells how it ended. */
export function tellingWords(output: string): string {
  return output.replace(FIGURES, '');
}

/** An ssh without a program of its own has ended: why, and whether trying again may help. */
export function sshFailure(
  host: SshTarget,
  end: SshEnd,
  platform: NodeJS.Platform,
): ConnectFailure {
  const { exit, said } = end;
  const known = explain(host, end, platform);
  if (known) {
    const failure = new ConnectFailure(known.kind, known.said, known.advice);
    return FINAL.has(known.kind) ? failure.asProven() : failure;
  }
  const { address } = host;
  const lost = exit.signal
    ? say('ssh-lost-by-signal', { host: address, signal: exit.signal })
    : say('ssh-lost', { host: address, words: lastWords(said) });
  return new ConnectFailure('lost', lost, say('connect-again'));
}

function lastWords(output: string): string {
  return readable(tellingWords(output).trimEnd().split(/\r?\n/).at(-1)!);
}

/** A server writes some of it: for a state, a title, the log. */
function readable(line: string): string {
  return cleanLine(line, LONGEST_LINE);
}

/** The state a tab shows once ssh has ended. */
export function sshEnded(
  host: SshTarget,
  end: SshEnd,
  platform: NodeJS.Platform,
): Partial<ShellState> {
  const { exit, wasOnline } = end;
  if (exit.code !== SSH_FAILED && (wasOnline || exit.code !== null)) return programEnded(exit);
  const known = explain(host, end, platform);
  if (!known && wasOnline) return programEnded(exit);
  const message = known?.said ?? say('ssh-failed', { host: host.address });
  const hint = known?.advice ?? say('ssh-words-in-terminal');
  return { state: 'failed', message, hint, canReconnect: true, signal: exit.signal };
}

/**
 * An end that ssh says nothing about, with the code that it has for its own failures: of a shell
 * with this very code, or of a connection that it shared. Its goodbye to a connection of its own
 * (“Connection to X closed.”) tells that the session was ended, not lost.
 */
export function looksLikeAnyEnd(end: SshEnd): boolean {
  if (end.exit.code !== SSH_FAILED || !end.wasOnline || findTrouble(end)) return false;
  return !/(^|\n)Connection to \S+ closed\.\s*$/.test(tellingWords(end.said));
}

interface Explained {
  kind: ConnectFailureKind;
  said: Said;
  advice: Said;
}

function explain(host: SshTarget, end: SshEnd, platform: NodeJS.Platform): Explained | undefined {
  const known = findTrouble(end);
  if (!known) return undefined;
  const { found, trouble } = known;
  const { address, alias } = host;
  const said = trouble.said(address, found);
  const stale = said.code === 'ssh-login-refused' ? staleCertificate(host) : undefined;
  const advice = stale ?? trouble.advice(address, found, platform);
  return { kind: trouble.kind, said, advice: alias ? ofFile(advice) : advice };
}

/** A host that a file decides about has no options of its own to be edited. */
function ofFile(advice: Said): Said {
  return advice.code === 'ssh-edit-options' ? say('ssh-edit-config') : advice;
}

function findTrouble({ wasOnline, said }: SshEnd) {
  const lines = tellingWords(said).trimEnd().slice(-LAST_WORDS).split(/\r?\n/);
  const text = (wasOnline ? lines.slice(-LAST_LINES) : lines).map(readable).join('\n');
  for (const trouble of wasOnline ? WHILE_ONLINE : WHILE_CONNECTING) {
    const found = trouble.words.exec(text);
    if (found) return { trouble, found };
  }
  return undefined;
}
