// A screen of its own for each worker of the end-to-end tests. What is copied is the whole screen's:
// on one screen a test reads what another has copied, and Electron 42 stands still for ever where
// the app whose text it waits for ends.
import { SYSTEM } from '../../core/system.ts';
import { openDisplay, type Display } from '../display.ts';

/** Two are what two cores carry; where there is one screen for all, there is one worker. */
export const WORKERS = SYSTEM === 'linux' ? 2 : 1;

/** Their names, one for each worker. */
const LISTED = 'BOWLINE_TEST_DISPLAYS';

/** One for each worker; `env` is what `takeDisplay` needs in the environment of all of them. */
export async function openDisplays(): Promise<Display> {
  const displays = await Promise.all(Array.from({ length: WORKERS }, openDisplay));
  const names = displays.flatMap(({ env }) => env['DISPLAY'] ?? []);
  return {
    env: { ...displays[0]!.env, ...(names.length > 0 && { [LISTED]: names.join(' ') }) },
    [Symbol.asyncDispose]: async () => {
      await Promise.all(displays.map((display) => display[Symbol.asyncDispose]()));
    },
  };
}

/**
 * Makes a worker's own display that of all it starts; changes nothing in what is no worker, or
 * where none were opened.
 * @throws where there are more workers than displays
 */
export function takeDisplay(env: NodeJS.ProcessEnv): void {
  const { [LISTED]: listed, TEST_PARALLEL_INDEX: place } = env;
  if (!listed || !place) return;
  const own = listed.split(' ')[Number(place)];
  if (!own) throw new Error(`There are displays for ${WORKERS} workers, not for more.`);
  env['DISPLAY'] = own;
}
