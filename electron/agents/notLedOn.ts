// What an ssh says whose server doesn't lead a connection on to the agent's socket.
import { pause, type Clock } from '../../core/time/clock.ts';

const NOT_LED_ON = /open failed: (administratively prohibited|unknown channel type|connect failed)/;

/** ssh says why before it closes the way, but its words come by another one. */
const LOOK_MS = 25;
/**
 * A quarter of a second of looks, and not one of that length: where this process stood still, one timer is
 * over before what has come meanwhile is read, and ten are not.
 */
const LOOKS = 10;

/** Whether that is among its last words, or will be in a moment. */
export async function saysNotLedOn(words: () => string, clock: Clock): Promise<boolean> {
  for (let look = 0; look < LOOKS && !NOT_LED_ON.test(words()); look++) await pause(clock, LOOK_MS);
  return NOT_LED_ON.test(words());
}
