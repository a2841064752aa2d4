// Newer versions of the app.
import type { UpdateState } from '../updateTypes.ts';

/** A part of `Calls`. */
export interface UpdateCalls {
  'updates:state': () => UpdateState;
  /** Looks for a newer version now; what comes of it comes as `updates:changed`. Never rejects. */
  'updates:check': () => void;
  /** Downloads the version that was found, likewise. */
  'updates:download': () => void;
  /** Not now: stops a download, and takes the notice away. */
  'updates:later': () => void;
  /** Ends the app as closing its window does, with the same question; then installs and starts. */
  'updates:restart': () => void;
}

/** A part of `Events`. */
export interface UpdateEvents {
  'updates:changed': UpdateState;
}
