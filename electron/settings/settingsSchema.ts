// The settings: what each means, its limits and its default, in one place.
import { z } from 'zod';
import { lazily, once } from '../../core/task/once.ts';
import { HOST_ID_LENGTH } from '../limits.ts';

/** What a setting may be, and what it is in a new Bowline. */
const setting = <Schema extends z.ZodType>(make: () => Schema, usual: z.infer<Schema>) => ({
  /** Made when it is first asked for. */
  schema: once(make),
  usual,
});

/** Names of commands, and chords as `electron/ipc/chords.ts` reads them; who uses them looks closer. */
const COMMAND_NAME = once(() => z.string().regex(/^[a-z][a-z0-9-]{0,59}$/));
const CHORD = once(() =>
  z
    .string()
    .max(60)
    .regex(/^\P{Cc}+$/u),
);
const MOST_CHANGED_KEYS = 300;
const schemeId = once(() => z.string().min(1).max(100));
/** Of a program that is started. */
const argument = once(() =>
  z
    .string()
    .min(1)
    .max(4_096)
    .regex(/^[^\0]+$/u),
);
const hexColour = once(() => z.string().regex(/^#[0-9a-f]{6}$/));

const FONTS = '"JetBrains Mono", "Cascadia Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace';

/** Pixels; as wide as a name and its figures, and never most of the window. */
const SIDEBAR = { min: 200, max: 420 };

const withinSidebar = (width: number): number =>
  Math.max(SIDEBAR.min, Math.min(SIDEBAR.max, width));
const widthOfSidebar = once(() =>
  z.number().transform(withinSidebar).pipe(z.number().min(SIDEBAR.min).max(SIDEBAR.max)),
);
/** Answers kept; the window drops the oldest beyond it. */
const MAX_CLIPBOARD_HOSTS = 1_000;
const clipboardHosts = once(() =>
  z
    .record(z.string().min(1).max(HOST_ID_LENGTH), z.enum(['allow', 'refuse']))
    .refine((all) => Object.keys(all).length <= MAX_CLIPBOARD_HOSTS),
);

const SETTINGS = {
  /** `system` follows the system's light or dark setting. */
  theme: setting(() => z.enum(['system', 'light', 'dark']), 'system'),
  // The look: schemes by their ids, see core/look.
  darkScheme: setting(schemeId, 'bowline-dark'),
  lightScheme: setting(schemeId, 'bowline-light'),
  /** `scheme`: the one that the scheme in force has. */
  accent: setting(() => z.union([z.literal('scheme'), hexColour()]), 'scheme'),
  /** Schemes whose colours are shown as they are, also where they are too faint to read. */
  keepColours: setting(() => z.array(schemeId()).max(2_000), []),
  /** CSS font-family of the terminal. */
  fontFamily: setting(() => z.string().trim().min(1).max(200), FONTS),
  /** Pixels. */
  fontSize: setting(() => z.number().min(6).max(72), 14),
  /** Lines kept above the screen. */
  scrollback: setting(() => z.int().min(0).max(1_000_000), 10_000),
  cursorBlink: setting(() => z.boolean(), false),
  cursorShape: setting(() => z.enum(['block', 'bar', 'underline']), 'block'),
  // How the text of terminals is set.
  /** Of the font's own height. */
  lineHeight: setting(() => z.number().min(1).max(2), 1.15),
  /** Pixels, beside those that the font has. */
  letterSpacing: setting(() => z.int().min(-2).max(10), 0),
  /** As CSS has it: 400 is normal. */
  fontWeight: setting(() => z.int().min(100).max(900), 400),
  boldWeight: setting(() => z.int().min(100).max(900), 700),
  /** Signs like => drawn as one. */
  ligatures: setting(() => z.boolean(), false),
  /** Colours are moved until text has this contrast with what it stands on; 1: never. */
  minimumContrast: setting(() => z.number().min(1).max(21), 1),
  /** Of the whole window, where its system can do that. */
  opacity: setting(() => z.number().min(0.3).max(1), 1),
  // What a program's bell does.
  bell: setting(() => z.enum(['mark', 'sound', 'off']), 'mark'),
  /** The system marks the window where it lists those that are open. */
  bellUrgent: setting(() => z.boolean(), false),
  // Keys, clicks and the wheel.
  /** Alt sends Escape before its character; macOS has `optionKey`. */
  altIsMeta: setting(() => z.boolean(), true),
  /** Middle click in a terminal; `system`: what is selected somewhere is pasted, on Linux. */
  middleClick: setting(() => z.enum(['system', 'clipboard', 'nothing']), 'system'),
  middleClickTab: setting(() => z.boolean(), true),
  /** As far as one of these a double click selects. */
  wordSeparators: setting(() => z.string().max(100), ' ()[]{}\',"`'),
  /** Of the system's. */
  wheelSpeed: setting(() => z.number().min(0.1).max(10), 1),
  /** Whether a tab closes when its program has ended; `clean`: unless it failed. */
  closeOnExit: setting(() => z.enum(['never', 'clean', 'always']), 'never'),
  /** Ask before pasting more than one line. */
  confirmMultilinePaste: setting(() => z.boolean(), true),
  /** Copy as soon as text is selected. */
  copyOnSelect: setting(() => z.boolean(), false),
  /** Right click in a terminal; `system`: as terminals there have it. */
  rightClick: setting(() => z.enum(['system', 'menu', 'paste']), 'system'),
  /**
   * macOS: what the Option keys do: type characters, or Alt. Without the characters @ | [ ] { } ~
   * can't be typed on German, Nordic and Spanish layouts.
   */
  optionKey: setting(() => z.enum(['characters', 'right-alt', 'alt']), 'characters'),
  // Of the tab strip.
  /** What Ctrl+Tab goes by: the tabs' order, or their last use while Ctrl is held. */
  tabSwitching: setting(() => z.enum(['order', 'last-used']), 'order'),
  /** Width of the sidebar in pixels; one that earlier versions allowed is brought within the limits. */
  sidebarWidth: setting(widthOfSidebar, 272),
  // The frame
  /** The system draws the window's frame, and the page only what is in it. Not on macOS. */
  nativeFrame: setting(() => z.boolean(), false),
  /** At start, open again the tabs that were open when the app last ended. */
  restoreTabs: setting(() => z.boolean(), true),
  /** Look for a newer Bowline a minute after the start, and daily. */
  lookForUpdates: setting(() => z.boolean(), true),
  /** Minutes without use after which the master passphrase is asked for again; 0: never. */
  lockSecretsAfterMinutes: setting(() => z.int().min(0).max(1_440), 15),
  /** Plain shells of a host go over one login, where neither it nor its folder says otherwise. */
  shareLogins: setting(() => z.boolean(), false),
  /** What others see of the user in shared shells; '': the login name. */
  memberName: setting(() => z.string().trim().max(40), ''),
  /**
   * From when on a shell counts as lagging: median round trip in milliseconds. Typing feels broken
   * from here on; VS Code warns at 1 s, mosh predicts above 30 ms.
   */
  slowRoundTripMs: setting(() => z.int().min(20).max(10_000), 400),
  /** Seconds without an answer: two heartbeats missed. */
  silenceSeconds: setting(() => z.int().min(3).max(60), 5),
  /**
   * Output printed and not yet shown, beyond what the window allows, KiB: more than any window lets
   * be under way, so only what really piles up.
   */
  backlogKilobytes: setting(() => z.int().min(16).max(65_536), 1_024),
  /** For how long a program hasn't taken what was typed, milliseconds. */
  pendingInputMs: setting(() => z.int().min(200).max(60_000), 2_000),
  /** From a key to its echo, and from output to the screen, milliseconds. */
  slowEchoMs: setting(() => z.int().min(20).max(10_000), 400),

  // What lies over and beside the panes.
  /** Sites (`example.com`, `example.com:8080`) whose links open without a question. */
  trustedSites: setting(() => z.array(z.string().trim().min(1).max(253)).max(200), [] as string[]),
  /**
   * Programs that imported hosts may start on this computer when they connect: by their hash, see
   * `electron/hosts/localCommands.ts`.
   */
  allowedCommands: setting(
    () => z.array(z.string().regex(/^[0-9a-f]{64}$/)).max(10_000),
    [] as string[],
  ),
  /** The side panel stands beside the panes, which are narrower then, instead of over them. */
  sidePanelPinned: setting(() => z.boolean(), false),
  // Keys.
  /** Only those that aren't the app's own, by the command's name; null: it has none. */
  keys: setting(
    () =>
      z
        .record(COMMAND_NAME(), z.array(CHORD()).max(8).nullable())
        .refine((keys) => Object.keys(keys).length <= MOST_CHANGED_KEYS),
    {},
  ),

  // A terminal's manners.
  /** Whether programs may put text on the clipboard (OSC 52); `ask`: once per host. */
  clipboardWrite: setting(() => z.enum(['ask', 'allow', 'refuse']), 'ask'),
  /** What was answered for a host, by its id; it goes before the setting above. */
  clipboardHosts: setting(clipboardHosts, {}),
  /** Whether terminals can be read by a screen reader; `system`: where the system says there is one. */
  screenReader: setting(() => z.enum(['system', 'on', 'off']), 'system'),

  // Files.
  /** What opens files of hosts, its path and what stands before the file's; none: the editor in the window. */
  fileEditor: setting(() => z.array(argument()).max(20), [] as string[]),
  /** What happens where a copied file is there already. */
  fileConflict: setting(() => z.enum(['ask', 'replace', 'newer', 'rename', 'skip']), 'ask'),
  /** Those whose names begin with a dot. */
  hiddenFiles: setting(() => z.boolean(), false),
};

type Table = typeof SETTINGS;

/** Those of which a host may have its own. */
const PER_HOST = [
  ...(['fontFamily', 'fontSize', 'lineHeight', 'letterSpacing', 'fontWeight'] as const),
  ...(['boldWeight', 'ligatures', 'minimumContrast', 'cursorBlink', 'cursorShape'] as const),
  ...(['scrollback', 'confirmMultilinePaste', 'copyOnSelect', 'rightClick'] as const),
  ...(['middleClick', 'wordSeparators', 'wheelSpeed', 'bell', 'closeOnExit'] as const),
] as const satisfies readonly (keyof Table)[];

type Everywhere = { [Name in keyof Table]: z.infer<ReturnType<Table[Name]['schema']>> };

/** What a host has otherwise than everything else. */
export type HostSettings = Partial<Pick<Everywhere, (typeof PER_HOST)[number]>>;

export type Settings = Everywhere & {
  /** By the hosts' ids; none that differs in nothing. */
  hosts: Readonly<Record<string, HostSettings>>;
};

/** Hosts with settings of their own. */
export const HOST_LIMIT = 10_000;

export const NAMES = Object.keys(SETTINGS) as (keyof Everywhere)[];
export const HOST_NAMES: readonly (keyof HostSettings)[] = PER_HOST;

type Schemas = { [Name in keyof Table]: ReturnType<Table[Name]['schema']> };

const schemas = lazily(
  Object.fromEntries(NAMES.map((name) => [name, SETTINGS[name].schema])),
) as Schemas;

/** Of the settings by host. */
export const hostIdSchema = once(() => z.string().min(1).max(HOST_ID_LENGTH));
export const hostSettingsChange = once(() => {
  const own = Object.fromEntries(PER_HOST.map((name) => [name, schemas[name]]));
  return z.strictObject(own as Pick<Schemas, (typeof PER_HOST)[number]>).partial();
});

/** A change the window asks for: any of the settings, each within its limits. */
export const settingsChange = once(() => z.strictObject({ ...schemas }).partial());

/** What a setting may be; undefined for what is none. */
export function schemaOf(name: string): z.ZodType | undefined {
  return Object.hasOwn(schemas, name) ? schemas[name as keyof Schemas] : undefined;
}

export const DEFAULT_SETTINGS: Settings = {
  ...(Object.fromEntries(NAMES.map((name) => [name, SETTINGS[name].usual])) as Everywhere),
  hosts: {},
};

/** What the page of the settings has to know of them. */
export interface AboutSettings {
  defaults: Settings;
  /** Of those that are numbers. */
  limits: Partial<Record<keyof Settings, NumberLimits>>;
  /** Those of which a host may have its own. */
  perHost: readonly (keyof HostSettings)[];
  /** The file that they are kept in. */
  path: string;
}

export interface NumberLimits {
  min: number;
  max: number;
  /** Nothing between whole numbers. */
  whole: boolean;
}

/** Of a setting that is a number; undefined of another one. */
export function limitsOf(name: keyof Everywhere): NumberLimits | undefined {
  if (typeof SETTINGS[name].usual !== 'number') return undefined;
  const { minValue, maxValue, format } = numberIn(schemas[name]);
  return { min: minValue!, max: maxValue!, whole: format === 'safeint' };
}

/** What comes out of it at last, of a setting that is a number. */
function numberIn(schema: z.ZodType): z.ZodNumber {
  return schema instanceof z.ZodPipe ? numberIn(schema.out as z.ZodType) : (schema as z.ZodNumber);
}

/** What its values are, as JSON Schema calls it; `either` where they are of two kinds. */
export function kindOf(name: keyof Everywhere): string | undefined {
  const { type, anyOf } = z.toJSONSchema(schemas[name]);
  if (anyOf) return 'either';
  return typeof type === 'string' ? type : undefined;
}

/** The values that a setting may have, where they can be counted; undefined where not. */
export function choicesOf(name: keyof Everywhere): readonly string[] | undefined {
  const { type, enum: choices } = z.toJSONSchema(schemas[name]);
  return type === 'boolean' ? ['true', 'false'] : (choices as string[] | undefined);
}

export function aboutSettings(path: string): AboutSettings {
  const limits = NAMES.flatMap((name) => {
    const found = limitsOf(name);
    return found ? [[name, found] as const] : [];
  });
  const { hosts, ...rest } = DEFAULT_SETTINGS;
  return {
    defaults: { ...rest, hosts },
    limits: Object.fromEntries(limits),
    perHost: HOST_NAMES,
    path,
  };
}
