// electron-updater, as the updates want it: its feed is ours, read whole, checked for the
// maintainer's signature and only then understood; its AppImage is put in place so that a full disk
// doesn't leave the user without any. The one file that knows the library, which is loaded here and
// not before somebody looks for an update.
import { app } from 'electron';
import type * as Library from 'electron-updater';
import type { AppUpdater, UpdateInfo } from 'electron-updater';
import type { ProviderRuntimeOptions } from 'electron-updater/out/providers/Provider.js';
import { dirname } from 'node:path';
import { copyOver } from '../../core/files/copyOver.ts';
import { removeFile, removeLeftDrafts } from '../../core/files/draft.ts';
import { startProgram } from '../../core/process/startProgram.ts';
import { checkSignature, understandFeed } from '../updates/feed.ts';
import { feedName, type UpdateAddress } from '../updates/updateAddress.ts';
import type { Update, Updater } from '../updates/updater.ts';
import { boundDownload, type Executor } from './boundDownload.ts';
import { fetchFeed } from './fetchFeed.ts';

export interface ElectronUpdaterOptions {
  address: UpdateAddress;
  platform: NodeJS.Platform;
  arch: string;
  /** Linux: the AppImage to replace. */
  appImage: string | undefined;
  log: (line: string) => void;
}

type Library = typeof Library;

/** To be called once the app is ready. */
export async function electronUpdater(options: ElectronUpdaterOptions): Promise<Updater> {
  const library = await import('electron-updater');
  const { parseUpdateInfo } = await import('electron-updater/out/providers/Provider.js');
  const updater = makeUpdater(library, options);
  const { address, platform } = options;
  const name = feedName(platform, options.arch);
  const url = new URL(name, address.folder);
  let looks: AbortSignal | undefined;

  const readFeed = async (): Promise<UpdateInfo> => {
    const { feed, signature } = await fetchFeed(updater.netSession, url, looks);
    checkSignature(name, feed, signature, address);
    return understandFeed(
      parsed(() => parseUpdateInfo(feed.toString(), name, url)),
      platform,
    );
  };
  updater.setFeedURL({
    provider: 'custom',
    updateProvider: signedProvider(library, address, readFeed),
  });

  return {
    look: async (signal) => {
      looks = signal;
      const result = await updater.checkForUpdates();
      if (result?.isUpdateAvailable) return asUpdate(result.updateInfo);
      return undefined;
    },
    download: async (onProgress, signal) => {
      const token = new library.CancellationToken();
      signal.addEventListener('abort', () => token.cancel(), { once: true });
      boundDownload(executorOf(updater), { signal, onProgress });
      await updater.downloadUpdate(token);
    },
    installAndStart: () => installAndStart(library, updater),
  };
}

function makeUpdater(
  library: Library,
  { platform, appImage, log }: ElectronUpdaterOptions,
): AppUpdater {
  const updater = updaterFor(library, platform, appImage);
  updater.autoDownload = false;
  updater.autoInstallOnAppQuit = true;
  updater.allowDowngrade = false;
  updater.disableWebInstaller = true;
  updater.disableDifferentialDownload = true; // hundreds of requests, for a file that is checked whole
  updater.logger = { info: () => undefined, warn: told(log), error: told(log) };
  // It would make up an id of this computer, and keep it, for rollouts in stages, which there aren't.
  Object.defineProperty(updater, 'stagingUserIdPromise', { value: { value: Promise.resolve('') } });
  return updater;
}

/** Not in its types. */
function executorOf(updater: AppUpdater): Executor {
  return (updater as unknown as { httpExecutor: Executor }).httpExecutor;
}

function updaterFor(library: Library, platform: NodeJS.Platform, image = ''): AppUpdater {
  if (platform === 'win32') return new library.NsisUpdater();
  if (platform === 'darwin') return new library.MacUpdater();
  return appImageUpdater(library, image);
}

/**
 * The library's own removes the AppImage before it moves the new one there, under another name. This
 * one replaces it in one step, under the name that launchers know.
 */
function appImageUpdater({ AppImageUpdater }: Library, image: string): AppUpdater {
  class WholeAppImageUpdater extends AppImageUpdater {
    protected override doInstall({ isForceRunAfter }: { isForceRunAfter: boolean }): boolean {
      const next = this.installerPath;
      if (!image || !next) return false;
      removeLeftDrafts(dirname(image));
      copyOver(next, image, 0o755);
      removeFile(next);
      if (isForceRunAfter) start(image);
      return true;
    }
  }
  return new WholeAppImageUpdater();
}

function start(file: string): void {
  const child = startProgram({ file, args: [] }, { detached: true, stdio: 'ignore' });
  child.on('error', () => undefined); // nobody is left to be told
  child.unref();
}

/** Knows one feed, which is signed, and files in its folder. */
function signedProvider(
  { Provider }: Library,
  { folder }: UpdateAddress,
  readFeed: () => Promise<UpdateInfo>,
) {
  return class SignedProvider extends Provider<UpdateInfo> {
    constructor(_options: unknown, _updater: unknown, runtime: ProviderRuntimeOptions) {
      super(runtime);
    }

    getLatestVersion(): Promise<UpdateInfo> {
      return readFeed();
    }

    resolveFiles({ files }: UpdateInfo): { url: URL; info: UpdateInfo['files'][number] }[] {
      return files.map((info) => ({ url: new URL(info.url, folder), info }));
    }
  };
}

/** Undefined where it is no YAML: the maintainer has signed something odd. */
function parsed(parse: () => unknown): unknown {
  try {
    return parse();
  } catch {
    return undefined;
  }
}

function asUpdate({ version, files, releaseNotes }: UpdateInfo): Update {
  const notes = typeof releaseNotes === 'string' ? releaseNotes : '';
  return { version, notes, bytes: files[0]?.size ?? 0 };
}

function installAndStart({ BaseUpdater }: Library, updater: AppUpdater): boolean {
  if (!(updater instanceof BaseUpdater)) {
    updater.quitAndInstall(); // macOS's own way, which ends the app as well
    return true;
  }
  if (!updater.install(true, true)) return false;
  app.quit();
  return true;
}

function told(log: (line: string) => void): (message: unknown) => void {
  return (message) => log(`updates: ${String(message).split('\n', 1)[0]}`);
}
