// Updates, put together: what this copy is, where it looks, and how it ends for a newer one.
import { app } from 'electron';
import { accessSync, constants, readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { systemClock } from '../../core/time/clock.ts';
import { Departure } from '../updates/departure.ts';
import { ADDRESS_FILE, readAddress, type UpdateAddress } from '../updates/updateAddress.ts';
import { UpdateDesk } from '../updates/updateDesk.ts';
import {
  ownAppImage,
  PACKAGE_FILE,
  whyNoUpdates,
  type CopyFacts,
} from '../updates/whyNoUpdates.ts';
import type { Emit } from '../window.ts';

export interface UpdatesOptions {
  platform: NodeJS.Platform;
  /** Tells all windows. */
  broadcast: Emit;
  log: (line: string) => void;
  mayLook: () => boolean;
  /** As closing the window: true once it is on its way, false when the user would rather stay. */
  closeWindow: () => Promise<boolean>;
}

export class Updates {
  readonly desk: UpdateDesk;
  readonly #options: UpdatesOptions;
  readonly #departure: Departure;
  readonly #image = runningImage();
  #installAndStart = (): boolean => false;

  constructor(options: UpdatesOptions) {
    this.#options = options;
    const { broadcast, log, mayLook, closeWindow } = options;
    const address = ownAddress(log);
    this.desk = new UpdateDesk({
      whyNot: whyNoUpdates(this.#facts(address !== undefined)),
      updater: () => this.#updater(address!),
      clock: systemClock,
      now: Date.now,
      mayLook,
      onChange: (state) => broadcast('updates:changed', state),
      log,
    });
    this.#departure = new Departure({
      closeWindow,
      installAndStart: () => {
        app.releaseSingleInstanceLock(); // or the new one would take itself for a second one
        return this.#installAndStart();
      },
      startAgain: () => this.#startAgain(),
      quit: () => app.quit(),
    });
  }

  #facts(hasAddress: boolean): CopyFacts {
    const image = this.#image;
    return {
      platform: this.#options.platform,
      packaged: app.isPackaged,
      packageType: besideApp(PACKAGE_FILE) ?? '',
      appImage: image,
      mayReplace: !image || canWriteIn(dirname(image)),
      hasAddress,
    };
  }

  /** Ends the app for the version that is ready; it is asked first where something would be lost. */
  async restart(): Promise<void> {
    if (this.desk.state.phase === 'ready') await this.#departure.restart();
  }

  /** The system ends the app: nothing is to be started afterwards. */
  endForGood(): void {
    this.#departure.forGood();
  }

  /** To be called when the last window is gone and nothing is left of the shells. */
  leave(): void {
    this.desk.close();
    this.#departure.leave();
  }

  #startAgain(): void {
    this.#options.log('the update could not be installed: this version starts again');
    app.relaunch(this.#image ? { execPath: this.#image } : {});
    app.quit();
  }

  async #updater(address: UpdateAddress) {
    const { electronUpdater } = await import('./electronUpdater.ts');
    const { platform, log } = this.#options;
    const facts = { platform, arch: process.arch, appImage: this.#image };
    const updater = await electronUpdater({ address, ...facts, log });
    this.#installAndStart = () => updater.installAndStart();
    return updater;
  }
}

function ownAddress(log: (line: string) => void): UpdateAddress | undefined {
  const json = besideApp(ADDRESS_FILE);
  if (json === undefined) return undefined;
  try {
    return readAddress(json);
  } catch (error) {
    log(`the update address can't be used: ${(error as Error).message}`);
    return undefined;
  }
}

/** A file that the build has put beside the app's archive; undefined where it has put none. */
function besideApp(name: string): string | undefined {
  if (!app.isPackaged) return undefined;
  try {
    return readFileSync(join(process.resourcesPath, name), 'utf8');
  } catch {
    return undefined;
  }
}

/** The kernel names a program by its real path. */
function runningImage(): string | undefined {
  const { APPIMAGE, APPDIR } = process.env;
  try {
    const mounted = APPDIR && realpathSync(APPDIR);
    return ownAppImage({ APPIMAGE, APPDIR: mounted }, process.execPath);
  } catch {
    return undefined;
  }
}

function canWriteIn(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
