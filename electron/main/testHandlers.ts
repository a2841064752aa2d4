// What the calls do that look whether a host can be reached as a form says, before it is saved.
import { say } from '../../words/said.ts';
import type { Handlers } from '../gate/answer.ts';
import { goesBySsh } from '../hosts/localCommands.ts';
import { usable, type StoredHost } from '../hosts/storedHost.ts';
import type { GivenDraft, HostTest, HostTestResult } from '../ipc/contract.ts';
import { PersonError } from '../personError.ts';
import type { WindowRef } from '../window.ts';
import { askForCommands } from './commandQuestion.ts';
import type { Services } from './handlers.ts';

type Needed = Pick<Services, 'hosts' | 'connectable' | 'nativeOf' | 'testHost'>;

/** A window has one test at a time. */
export function testHandlers(services: Needed, caller: WindowRef) {
  let running = new AbortController();
  const end = (): void => running.abort();
  return {
    'hosts:test': (draft, id, proxyPassword?: string) => {
      end();
      running = new AbortController();
      return test(services, caller, { draft, id, proxyPassword, signal: running.signal });
    },
    'hosts:endTest': end,
  } satisfies Partial<Handlers>;
}

interface Wish {
  draft: GivenDraft;
  id: string | null;
  proxyPassword: string | undefined;
  signal: AbortSignal;
}

async function test(
  { hosts, connectable, nativeOf, testHost }: Needed,
  caller: WindowRef,
  { draft, id, proxyPassword, signal }: Wish,
): Promise<HostTestResult> {
  const drafted = hosts.drafted(draft, id);
  if (!drafted.ok) return drafted;
  const { host } = drafted;
  if (!goesBySsh(host)) throw new PersonError(say('host-test-not-ssh'));
  await connectable.askOf(host, (question) => askForCommands(nativeOf(caller), question));
  return { ok: true, found: await testHost(usable(connectable.of(host)), signal, proxyPassword) };
}

export type TestHost = (
  host: StoredHost,
  signal: AbortSignal,
  proxyPassword?: string,
) => Promise<HostTest>;
