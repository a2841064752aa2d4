// What a window tells of the questions of logins beyond their cards: a notice where nobody sees the card,
// which is gone with the question.
import { words } from '../../words/window.ts';
import { askedWords } from '../lib/loginWords.ts';
import type { LoginsOptions } from './logins.svelte.ts';
import type { ShellPane } from './pane.svelte.ts';
import type { Workspace } from './workspace.svelte.ts';

const idOf = ({ id }: ShellPane): string => `login-ask-${id}`;

export function tellOfLogins(app: Workspace): Omit<LoginsOptions<ShellPane>, 'bridge'> {
  const say = words.logins;
  return {
    asked: (pane, { asked }) => {
      if (app.panes.placeOf(pane)?.shown && app.shown) return;
      app.notices.add({
        id: idOf(pane),
        level: 'info',
        text: say.news(app.panes.hostName(pane), askedWords(asked)),
        action: { label: say.goTo, run: () => showPane(app, pane) },
      });
    },
    over: (pane) => app.notices.dismiss(idOf(pane)),
    failed: (error) => app.notices.failed(say.notAsked, error),
  };
}

function showPane(app: Workspace, pane: ShellPane): void {
  app.panes.focus(pane);
  void app.focusTerminal();
}
