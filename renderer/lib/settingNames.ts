// What can be set, by name, and on which page of the settings each stands: for whoever looks for it.
import { words } from '../../words/window.ts';

const { settings, keptHosts, keys, savedLogins } = words;
const { pages, appearance, terminal, mouse, connections, lag, sharing, notifications, updates } =
  settings;

const { settings: files } = words.fileDialogs;

type Part = keyof typeof pages;

export interface SettingName {
  id: string;
  label: string;
  /** The page's title. */
  page: string;
  /** The page's name. */
  part: Part;
}

const LABELS: Record<Part, readonly string[]> = {
  appearance: [
    ...[
      words.look.lightAndDark,
      words.look.scheme,
      words.look.accent,
      appearance.font,
      appearance.fontSize,
      appearance.lineHeight,
    ],
    ...[appearance.letterSpacing, appearance.weight, appearance.boldWeight],
    ...[appearance.ligatures, appearance.opacity, words.frame.native.label],
  ],
  terminal: [
    ...[terminal.cursorShape, terminal.blink, terminal.scrollback, terminal.contrast],
    ...[terminal.altIsMeta, terminal.optionKey, words.manners.settings.screenReader],
  ],
  keys: [keys.part],
  mouse: [
    ...[mouse.copyOnSelect, mouse.confirmPaste, words.manners.settings.clipboardWrite],
    ...[mouse.rightClick, mouse.middleClick, mouse.middleClickTab],
    ...[mouse.wordSeparators, mouse.wheel, mouse.trusted],
  ],
  connections: [connections.restoreTabs, connections.tabSwitching, connections.closeOnExit],
  files: [files.editor, files.conflict, files.limit, files.hidden],
  lag: Object.values(lag.limits).map(({ label }) => label),
  logins: [
    ...[savedLogins.keeper.label, savedLogins.share.label],
    ...[savedLogins.identities.title, savedLogins.secrets.title],
  ],
  sharing: [sharing.memberName, sharing.panelPinned],
  notifications: [notifications.bell, notifications.bellUrgent],
  backups: [keptHosts.settings.bin, keptHosts.settings.backups, keptHosts.settings.export],
  updates: [updates.look],
};

export const SETTING_NAMES: readonly SettingName[] = Object.entries(LABELS).flatMap(
  ([part, labels]) =>
    labels.map((label) => ({
      ...{ id: `setting:${part}/${label}`, label },
      ...{ page: pages[part as Part], part: part as Part },
    })),
);
