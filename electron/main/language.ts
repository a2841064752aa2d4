// The language that the app speaks: the system's for its user, unless another is asked for.
import { app } from 'electron';

/** To be called once Electron is ready. A language tag; not everyone has a language here. */
export function language(env: NodeJS.ProcessEnv = process.env): string {
  return env.BOWLINE_LANGUAGE || app.getLocale();
}
