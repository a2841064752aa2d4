// A restart ends the app only with the user's word, and once.
import { beforeEach, expect, it } from 'vitest';
import { Departure } from '../../../electron/updates/departure.ts';
import { Deferred } from '../../support/deferred.ts';

let done: string[];
let answer: Deferred<boolean>;
let installs: boolean;
let departure: Departure;

beforeEach(() => {
  done = [];
  answer = new Deferred();
  installs = true;
  departure = new Departure({
    closeWindow: () => {
      done.push('asked');
      return answer.promise;
    },
    installAndStart: () => {
      done.push('installed');
      return installs;
    },
    startAgain: () => void done.push('started again'),
    quit: () => void done.push('quit'),
  });
});

it('closing the window quits', () => {
  departure.leave();
  expect(done).toEqual(['quit']);
});

it('a restart installs once the window is gone, however often it was asked for', () => {
  void departure.restart();
  void departure.restart();
  departure.leave();
  expect(done).toEqual(['asked', 'installed']);
});

it('who would rather stay isn’t restarted by a later closing', async () => {
  const restart = departure.restart();
  answer.resolve(false);
  await restart;
  departure.leave();
  expect(done).toEqual(['asked', 'quit']);
});

it('told to end by the system meanwhile, it ends, and nothing is started', () => {
  void departure.restart();
  departure.forGood();
  departure.leave();
  expect(done).toEqual(['asked', 'quit']);
});

it('where the new one can’t be installed, the old one comes back', () => {
  installs = false;
  void departure.restart();
  departure.leave();
  expect(done).toEqual(['asked', 'installed', 'started again']);
});
