// Types of what we use of two packages that have none, and are made alike.
declare module 'electron-installer-common' {
  export interface InstallerSettings {
    options?: object;
    arch: string;
    /** The packaged app. */
    src: string;
    /** Folder for the package. */
    dest: string;
    /** Path of the package; a template. */
    rename: (dest: string, file: string) => string;
    logger: (message: string) => void;
  }

  export class Installer {
    constructor(settings: InstallerSettings);
    /** What becomes the package. */
    stagingDir: string;
    readonly options: { packagePaths: string[]; version: string };
    generateDefaults(): Promise<unknown>;
    generateOptions(): unknown;
    createStagingDir(): Promise<void>;
    /** Fills the folder. */
    createContents(): Promise<void>;
    createPackage(): Promise<void>;
    movePackage(): Promise<void>;
  }
}

declare module 'electron-installer-debian' {
  export { Installer } from 'electron-installer-common';
}

declare module 'electron-installer-redhat' {
  import { Installer as Common } from 'electron-installer-common';
  export class Installer extends Common {
    generateScripts(): Promise<unknown>;
  }
}
