// The tour that `npm start` gives where there is no screen: the main job of the app, done by a
// robot through the same window and the same labels as a person would.
import path from 'node:path';
import type { Page } from '@playwright/test';
import type { RunningApp } from '../../tests/support/app.ts';
import { startApp } from '../../tests/support/app.ts';
import {
  addHost,
  openHost,
  screenText,
  typeLine,
  waitForRow,
  waitForState,
} from '../../tests/support/drive.ts';
import { openDisplay } from '../display.ts';
import { makeStops } from './stops.ts';
import type { Stop } from './stops.ts';
import { Transcript } from './transcript.ts';

const FOLDER = path.resolve(import.meta.dirname, '../../tour');

async function addAll(window: Page, stops: Stop[], transcript: Transcript): Promise<void> {
  await transcript.picture(window, 'empty');
  for (const { host } of stops) {
    await addHost(window, host);
    transcript.say(`Added "${host.name}" (${host.kind}).`);
  }
  await transcript.picture(window, 'hosts');
}

async function visit(window: Page, { host, enter }: Stop, transcript: Transcript): Promise<void> {
  await openHost(window, host.name);
  await enter(window);
  await waitForState(window, 'online');
  await waitForRow(window, /\S/); // the prompt
  await typeLine(window, 'echo $((6*7))');
  await waitForRow(window, '42');
  await typeLine(window, 'stty size; id -un');
  await waitForRow(window, /^\d+ \d+\s*$/);
  transcript.say(`Opened "${host.name}" with a double-click, typed echo $((6*7)), and saw 42.`);
  transcript.quote(await screenText(window));
  await transcript.picture(window, host.kind.toLowerCase().replaceAll(' ', '-'));
}

async function drive(app: RunningApp, stops: Stop[], transcript: Transcript): Promise<void> {
  try {
    await addAll(app.window, stops, transcript);
    for (const stop of stops) await visit(app.window, stop, transcript);
    transcript.say(`All of it worked: ${stops.length} hosts, ${stops.length} shells.`);
  } catch (error) {
    transcript.say(`It did not work: ${error instanceof Error ? error.message : String(error)}`);
    await transcript.picture(app.window, 'failure');
    throw error;
  } finally {
    await app.close();
  }
}

/** @throws when any part of it did not work; the transcript tells which */
export async function giveTour(): Promise<void> {
  await using display = await openDisplay();
  const transcript = await Transcript.in(FOLDER);
  transcript.say('A tour of Bowline on a virtual display.');
  const stops = await makeStops((line) => transcript.say(line));
  try {
    await drive(await startApp({ env: display.env }), stops, transcript);
  } finally {
    await Promise.all(stops.map((stop) => stop.leave()));
    await transcript.save();
    console.log('  Pictures and the transcript are in tour/.');
  }
}
