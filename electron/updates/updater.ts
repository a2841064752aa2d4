// What the updates need of whoever fetches and installs them: electron-updater in the app, and a
// made-up one in tests.

/** A newer version that the maintainer has published and signed. */
export interface Update {
  version: string;
  /** What is new, as plain text; '' where nothing was said. */
  notes: string;
  /** Of the download. */
  bytes: number;
}

export interface Updater {
  /**
   * Asks the update address. Undefined when nothing newer is there. Rejects when it can't be
   * reached, and with a `FeedError` when what it says isn't to be trusted.
   */
  look(signal: AbortSignal): Promise<Update | undefined>;
  /**
   * Fetches what `look` found last, and checks it. From then on it is installed when the app quits.
   * @param onProgress told the bytes that have come, as they come
   */
  download(onProgress: (bytes: number) => void, signal: AbortSignal): Promise<void>;
  /**
   * Installs at once what was downloaded and starts it; to be called when nothing of the app but
   * its process is left. False when that failed, and all is as it was.
   */
  installAndStart(): boolean;
}
