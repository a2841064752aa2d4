// What the calls do that are about keys and host keys of this computer.
import { homedir } from 'node:os';
import { join } from 'node:path';
import { SYSTEM } from '../../core/system.ts';
import { say } from '../../words/said.ts';
import { ConnectFailure } from '../../core/socket/connectFailure.ts';
import type { Handlers } from '../gate/answer.ts';
import { goesBySsh } from '../hosts/localCommands.ts';
import type { StoredHost } from '../hosts/storedHost.ts';
import type { KeyMade, KeyOnHost, KeyOnHostEnd, KeyProgress, KeyWish } from '../ipc/contract.ts';
import type { KeyPlace } from '../keys/listKeys.ts';
import type { KnownPlaces } from '../keys/knownHosts.ts';
import type { KeyRun } from '../keys/keyRun.ts';
import type { Tools } from '../keys/sshTool.ts';
import { PersonError } from '../personError.ts';
import type { SshLogins } from '../ssh/sshLogins.ts';
import type { WindowRef } from '../window.ts';
import { asked } from './asked.ts';
import type { Services } from './handlers.ts';
import { openFile } from './openFile.ts';

/** What keys need of this computer, and of the ways to hosts. */
export interface KeyServices extends Tools {
  logins: SshLogins;
}

type Needed = Pick<Services, 'connectable' | 'nativeOf' | 'keys'>;

/** Late: no start needs it. */
const room = () => import('./keyRoom.ts');

export function keyHandlers(services: Needed, caller: WindowRef) {
  const place = keyPlace(services.keys);
  const known = knownPlaces(services.keys);
  const desk = new KeyDesk(services, caller);
  return {
    'keys:list': async () => (await room()).listKeys(place),
    'keys:make': (wish) => desk.make(wish, place),
    'keys:public': async (id) => {
      const { publicHalf, writtenKey } = await room();
      return writtenKey(await publicHalf(id, place));
    },
    'keys:remove': async (id) => (await room()).removeKey(id, place),
    'keys:setPassphrase': async (id, old, passphrase) =>
      (await room()).setPassphrase(id, { old, passphrase }, place),
    'keys:addToAgent': async (id, passphrase) => (await room()).addToAgent(id, passphrase, place),
    'keys:dropFromAgent': async (id) => (await room()).dropFromAgent(id, place),
    'keys:onHost': (run, what, id, hostId) =>
      asked(services, caller, hostId, () => desk.onHost({ run, what, id, hostId }, place)),
    'keys:answer': (run, text) => desk.runs.get(run)?.answer(text),
    'keys:stop': () => desk.stop(),
    'knownHosts:list': async () => (await room()).listKnownHosts(known),
    'knownHosts:find': async (names) => (await room()).findKnown(names, known),
    'knownHosts:picture': async (file, line) => (await room()).knownPicture({ file, line }, known),
    'knownHosts:remove': async (name, file, lines) =>
      (await room()).removeKnown({ name, file, lines }, known),
    'knownHosts:openFile': async (file) => {
      const path = known.files[file]?.path;
      if (path !== undefined) await openFile(path);
    },
  } satisfies Partial<Handlers>;
}

function keyPlace({ surroundings, clock }: KeyServices): KeyPlace {
  return { surroundings, clock, folder: join(homedir(), '.ssh'), shown: '~/.ssh' };
}

/** Where ssh looks where nothing else is said. Also for whoever explains a host key. */
export function knownPlaces({ surroundings, clock }: Tools): KnownPlaces {
  const own = (name: string) => ({ path: join(homedir(), '.ssh', name), shown: `~/.ssh/${name}` });
  const system =
    SYSTEM === 'win32'
      ? join(process.env['ProgramData'] ?? 'C:\\ProgramData', 'ssh', 'ssh_known_hosts')
      : '/etc/ssh/ssh_known_hosts';
  const files = [
    own('known_hosts'),
    own('known_hosts2'),
    { path: system, shown: system, ofSystem: true },
  ];
  return { surroundings, clock, files };
}

interface Wish {
  run: string;
  what: KeyOnHost;
  id: string;
  hostId: string;
}

/** What a window has under way. */
class KeyDesk {
  readonly runs = new Map<string, KeyRun>();
  readonly #services: Needed;
  readonly #caller: WindowRef;
  #making = new AbortController();

  constructor(services: Needed, caller: WindowRef) {
    this.#services = services;
    this.#caller = caller;
  }

  async make(wish: KeyWish, place: KeyPlace): Promise<KeyMade> {
    const { makeKey } = await room();
    this.#making = new AbortController();
    return makeKey(wish, place, this.#making.signal);
  }

  stop(): void {
    this.#making.abort();
    for (const run of this.runs.values()) run.stop();
  }

  async onHost({ run, what, id, hostId }: Wish, place: KeyPlace): Promise<KeyOnHostEnd> {
    const { KeyRun: Run, publicHalf } = await room();
    const key = await publicHalf(id, place);
    const host = this.#hostFor(hostId);
    const { logins, clock } = this.#services.keys;
    const tell = (progress: KeyProgress): void => this.#caller.emit('keys:progress', progress);
    const going = new Run({ run, logins, clock, host, tell });
    this.runs.set(run, going);
    try {
      return await going.go(what, key);
    } catch (error) {
      throw inPersonsWords(error);
    } finally {
      this.runs.delete(run);
    }
  }

  #hostFor(hostId: string): StoredHost {
    const host = this.#services.connectable.get(hostId);
    if (!host || !goesBySsh(host)) throw new PersonError(say('host-by-ssh-only'));
    if (host.problem) throw new PersonError(host.problem);
    return host;
  }
}

/** What is wrong, and what to do about it, in one. */
function inPersonsWords(error: unknown): unknown {
  if (!(error instanceof ConnectFailure)) return error;
  const { said, advice } = error;
  return new PersonError(advice ? say('key-said-and-advised', { said, advice }) : said, {
    cause: error,
  });
}
