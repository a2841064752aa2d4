// A changed host key is asked about over the shell that failed by it, once, and a yes removes the old one.
import { expect, it } from 'vitest';
import { ChangedKeys } from '../../../electron/main/changedKeys.ts';
import type { AskedQuestion } from '../../../electron/ipc/contract.ts';
import { QuestionDesk } from '../../../electron/logins/questionDesk.ts';
import { PersonError } from '../../../electron/personError.ts';
import { say } from '../../../words/said.ts';

const KEY = { name: '[web]:2222', type: 'ED25519', fingerprint: 'SHA256:new' };
const FILE = '/home/me/.ssh/known_hosts';
const PLACE = `${FILE}:12`;
const message = say('ssh-host-key-changed', { host: 'web', ...KEY, place: PLACE });
const FAILED = { shellId: 'tab', hostId: 'h', state: 'failed', message } as const;

class Rig {
  asked: AskedQuestion | null = null;
  readonly done: string[] = [];
  failure: Error | undefined;
  readonly desk = new QuestionDesk({ tell: (_, question) => (this.asked = question) });
  readonly keys = new ChangedKeys({
    questions: this.desk,
    explain: () => Promise.resolve({ art: ['+-+'], alsoKnownAs: ['db'], oldPlace: null }),
    isKnownHosts: (path, hostId) => path === FILE && hostId === 'h',
    remove: (name, path) => {
      this.done.push(`remove ${name} from ${path}`);
      return this.failure ? Promise.reject(this.failure) : Promise.resolve();
    },
    reconnect: (shell) => {
      this.done.push(`reconnect ${shell}`);
      return Promise.resolve();
    },
    notRemoved: (error) => this.done.push(String(error)),
  });

  async fails(): Promise<AskedQuestion> {
    this.keys.shellIs(FAILED);
    await expect.poll(() => this.asked).not.toBeNull();
    return this.asked!;
  }

  async answers(text: string | null): Promise<void> {
    this.desk.answer(this.asked!.id, text === null ? null : { text, keep: false });
    await new Promise(setImmediate);
  }
}

it('shows the new key, and where the old one stands', async () => {
  const asked = await new Rig().fails();
  expect(asked).toMatchObject({ shellId: 'tab', asks: 'host-key', about: KEY.name });
  const known = { oldPlace: PLACE, art: ['+-+'], alsoKnownAs: ['db'] };
  expect(asked.hostKey).toEqual({ ...KEY, ...known });
});

it.each([
  ['another host’s name', { name: '[bank]:2222' }],
  ['no name', { name: '' }],
  ['a file that isn’t the user’s known_hosts', { place: '/home/me/.bashrc:1' }],
  ['a place without a line', { place: FILE }],
  ['no place', { place: '' }],
])(
  'asks nothing where what was printed is of %s, as a jump host’s banner can be',
  async (_, of) => {
    const rig = new Rig();
    const lie = say('ssh-host-key-changed', { host: 'web', ...KEY, place: PLACE, ...of });
    rig.keys.shellIs({ ...FAILED, message: lie });
    await new Promise(setImmediate);
    expect(rig.asked).toBeNull();
  },
);

it('removes the old key and connects again after a yes, and does nothing after anything else', async () => {
  for (const [answer, done] of [
    ['yes', [`remove ${KEY.name} from ${FILE}`, 'reconnect tab']],
    ['no', []],
    [null, []],
  ] as const) {
    const rig = new Rig();
    await rig.fails();
    await rig.answers(answer);
    expect(rig.done).toEqual(done);
  }
});

it('says why the old key is still there, connects to nobody then, and asks at the next failure', async () => {
  const rig = new Rig();
  rig.failure = new PersonError(say('known-hosts-changed'));
  await rig.fails();
  await rig.answers('yes');
  expect(rig.done).toEqual([`remove ${KEY.name} from ${FILE}`, expect.stringContaining('Error')]);
  expect(await rig.fails()).toMatchObject({ asks: 'host-key' });
});

it('asks no more once the shell is another state, or gone, and never for another failure', async () => {
  const rig = new Rig();
  await rig.fails();
  rig.keys.shellIs({ ...FAILED, state: 'connecting' });
  expect(rig.asked).toBeNull();
  await new Promise(setImmediate);
  await rig.fails();
  rig.desk.leave('tab');
  expect(rig.asked).toBeNull();
  await new Promise(setImmediate);
  rig.keys.shellIs({ ...FAILED, message: say('ssh-host-key-not-accepted', { host: 'web' }) });
  await new Promise(setImmediate);
  expect([rig.asked, rig.done]).toEqual([null, []]);
});
