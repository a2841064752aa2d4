// What logins ask, in cards over the terminal of a shell that is on its way.
import type { AskedQuestion } from '../../../electron/ipc/contract.ts';
import { AskedLogins, NEW_KEY } from '../askedLogins.ts';
import type { Scene } from '../scene.ts';
import { closeTab, type Screen } from './screen.ts';

const ask = async ({ app, page }: Scene, question: Partial<AskedQuestion>): Promise<void> => {
  const logins = await AskedLogins.play(app.electron, page);
  await logins.ask(question);
  await page.locator(`[data-login="${question.asks}"]`).waitFor();
};

export const LOGIN_CARDS: readonly Screen[] = [
  {
    name: 'login-password',
    kept: 'narrow',
    show: async (scene) => {
      await scene.open('silent-eu', 'connecting');
      const because = {
        code: 'as-told',
        facts: { text: 'The password that was kept is refused.' },
      };
      await ask(scene, {
        ...{ asks: 'password', about: 'deploy@silent-eu', keepable: 'keychain' },
        because: because as AskedQuestion['because'],
      });
    },
  },
  {
    name: 'login-host-key',
    kept: 'themes',
    show: (scene) => ask(scene, { asks: 'host-key', hostKey: NEW_KEY }),
  },
  {
    name: 'login-key-changed',
    kept: 'themes',
    show: (scene) => {
      const oldPlace = '/home/deploy/.ssh/known_hosts:12';
      return ask(scene, { asks: 'host-key', hostKey: { ...NEW_KEY, oldPlace } });
    },
  },
  {
    name: 'login-sign',
    show: (scene) => ask(scene, { asks: 'sign', about: 'web-eu-1' }),
  },
  {
    name: 'files-sent-in-terminal',
    show: (scene) => ask(scene, { asks: 'take-files', about: 'web-eu-1' }),
  },
  {
    name: 'files-wanted-in-terminal',
    show: (scene) => ask(scene, { asks: 'give-files', about: 'web-eu-1' }),
    back: closeTab,
  },
];
