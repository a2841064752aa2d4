// The one contract between the main process and a window. Two maps from name to signature: `Calls`
// (a window asks, main answers it alone) and `Events` (main tells: of a shell the window that shows
// it, of what all share all windows).
// Types only: the renderer may import this file and nothing else of ours. What it is made of stands
// beside it, by room, in `contract/`; what those need of other rooms they get from here.
// The runtime check of every call's arguments stands in `schemas.ts` beside it.
import type { Layout } from '../../core/layout/layout.ts';
import type { LayoutOp } from '../../core/layout/layoutOp.ts';
import type { Choice, HostCan, SecretWords, Section } from '../hosts/kinds/kind.ts';
import type { FieldName, HostKind, HostValues } from '../hosts/kinds/kinds.ts';
import type { AboutSettings, HostSettings, Settings } from '../settings/settingsSchema.ts';
import type { Command } from './commands.ts';
import type { AppCalls, AppEvents } from './contract/app.ts';
import type { HostCalls, HostEvents } from './contract/hosts.ts';
import type { ImportCalls, ImportEvents } from './contract/imports.ts';
import type { LayoutCalls, LayoutEvents } from './contract/layout.ts';
import type { LoginEvents } from './contract/logins.ts';
import type { SettingsCalls, SettingsEvents } from './contract/settings.ts';
import type { SharingCalls, SharingEvents } from './contract/sharing.ts';
import type { ShellCalls, ShellEvents } from './contract/shells.ts';
import type { TunnelCalls, TunnelEvents } from './contract/tunnels.ts';
import type { UpdateCalls, UpdateEvents } from './contract/updates.ts';
import type { FileCalls, FileEvents } from './fileCalls.ts';
import type { KeyCalls } from './keyCalls.ts';
import type { LoginCalls } from './loginCalls.ts';

export type {
  AboutSettings,
  Choice,
  Command,
  FieldName,
  HostCan,
  HostKind,
  HostSettings,
  HostValues,
  Layout,
  LayoutOp,
  SecretWords,
  Section,
  Settings,
};
export type * from './arrangeTypes.ts';
export type * from './contract/app.ts';
export type * from './contract/hosts.ts';
export type * from './contract/imports.ts';
export type * from './contract/kinds.ts';
export type * from './contract/layout.ts';
export type * from './contract/logins.ts';
export type * from './contract/ports.ts';
export type * from './contract/settings.ts';
export type * from './contract/sharing.ts';
export type * from './contract/shells.ts';
export type * from './contract/tunnels.ts';
export type * from './contract/updates.ts';
export type * from './fileTypes.ts';
export type * from './handed.ts';
export type * from './importTypes.ts';
export type * from './keyTypes.ts';
export type * from './linkTypes.ts';
export type * from './loginTypes.ts';
export type * from './lookTypes.ts';
export type * from './sharing.ts';
export type * from './tunnelTypes.ts';
export type * from './updateTypes.ts';

/** Window asks, main answers. A rejected promise carries a message fit for a person. */
export interface Calls
  extends
    AppCalls,
    FileCalls,
    HostCalls,
    ImportCalls,
    KeyCalls,
    LayoutCalls,
    LoginCalls,
    SettingsCalls,
    SharingCalls,
    ShellCalls,
    TunnelCalls,
    UpdateCalls {}

/** Main tells the window. */
export interface Events
  extends
    AppEvents,
    FileEvents,
    HostEvents,
    ImportEvents,
    LayoutEvents,
    LoginEvents,
    SettingsEvents,
    SharingEvents,
    ShellEvents,
    TunnelEvents,
    UpdateEvents {}

/** What the preload puts on `window.bowline`. */
export interface Bridge {
  call<N extends keyof Calls>(
    name: N,
    ...args: Parameters<Calls[N]>
  ): Promise<ReturnType<Calls[N]>>;
  /** Returns a function that ends the subscription. */
  on<N extends keyof Events>(name: N, listener: (payload: Events[N]) => void): () => void;
}
