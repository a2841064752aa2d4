// Types of what we use of a package that has none.
declare module 'electron-installer-debian' {
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
    /** What becomes the package, as it will lie in `/`. */
    stagingDir: string;
    readonly options: { packagePaths: string[] };
    generateDefaults(): Promise<unknown>;
    generateOptions(): unknown;
    createStagingDir(): Promise<void>;
    /** Fills the folder. */
    createContents(): Promise<void>;
    createPackage(): Promise<void>;
    movePackage(): Promise<void>;
  }
}
