// Text that programs put on the clipboard (OSC 52): the question to the user, what was answered, and
// what is told of a refusal. One question a pane stands at a time, about the text it shows.
import type { Settings } from '../../electron/ipc/contract.ts';
import { words } from '../../words/window.ts';
import { later } from '../lib/later.ts';
import { Latest } from '../lib/latest.ts';
import { mayPut, withAnswer, type HostAnswer, type Verdict } from '../lib/programClipboard.ts';
import type { ClipboardRequest, ClipboardTarget } from '../terminal/osc52.ts';
import type { ShellPane } from './pane.svelte.ts';
import type { Workspace } from './workspace.svelte.ts';

/** Text on its way to the clipboard. */
export interface Copy {
  target: ClipboardTarget;
  text: string;
}

/** Asked about, and what the program has put there since. */
export interface CopyQuestion extends Copy {
  later: Copy | null;
}

/** `later`: not this text, and nothing for ever. */
export type CopyAnswer = 'once' | 'always' | 'never' | 'later';

/** A program may copy thousands of times a second; the last one counts. */
const COPY_EVERY_MS = 100;

/**
 * By then it is known that somebody else typed before the program copied: an agent tells of it after 250 ms,
 * and of many members 10 ms for each (agent/groups/newsPace.ts). Milliseconds.
 */
const newsOfTyping = (members: number): number => 2 * Math.max(300, 10 * members);

type Refusal = Exclude<Verdict, 'put' | 'ask'>;

/** Takes what the programs of a pane ask of the clipboard. */
export function programCopies(
  app: Workspace,
  pane: ShellPane,
): (request: ClipboardRequest) => void {
  const copies = new Latest<Copy>(COPY_EVERY_MS, (copy) => put(app, copy));
  const told = new Set<string>();
  let endWait = () => {};
  const tellOnce = (why: string, text: string, allows?: () => void) => {
    if (told.has(why)) return;
    told.add(why);
    const action = allows && { label: words.manners.copies.allow, run: allows };
    const id = `clipboard-${why}-${pane.host.id}`;
    app.notices.add({ id, level: 'info', text, ...(action && { action }) });
  };
  return (request) => {
    const host = app.panes.hostName(pane);
    const say = words.manners.copies;
    if (request.kind === 'read') tellOnce('read', say.notRead(host));
    if (request.kind === 'unfit') tellOnce(request.why, say.unfit[request.why](host));
    if (request.kind !== 'put') return;
    const now = caseOf(app, pane);
    if (!now.shared || !now.typedLast) return decide(request, now);
    const wait = newsOfTyping(app.companyOf(pane)?.total ?? 1);
    endWait(); // the last one counts
    endWait = later(wait, () => decide(request, { ...caseOf(app, pane), shared: true }));
  };

  function decide(request: Copy, facts: ReturnType<typeof caseOf>): void {
    const host = app.panes.hostName(pane);
    const say = words.manners.copies;
    const verdict = mayPut(facts);
    if (verdict === 'put') copies.value = request;
    else if (verdict === 'ask') ask(app, pane, request);
    else tellOnce(verdict, say.refused[verdict](host), allowing(app, pane, verdict, told));
  }
}

function caseOf(app: Workspace, pane: ShellPane) {
  const { clipboardWrite, clipboardHosts } = app.settings.current;
  const company = app.companyOf(pane);
  return {
    setting: clipboardWrite,
    host: clipboardHosts[pane.host.id],
    shared: company !== null && (company.total > 1 || company.role !== 'owner'),
    // While others type, too, nobody can tell whose work it is.
    typedLast: pane.typedLast && !company?.typists.length,
  };
}

/** What the notice of a refusal offers; nothing where it isn't the user's setting that refuses. */
function allowing(app: Workspace, pane: ShellPane, why: Refusal, told: Set<string>) {
  if (why === 'others-typed') return undefined;
  return () => {
    told.delete(why);
    keep(app, pane, 'allow');
  };
}

function ask(app: Workspace, pane: ShellPane, { target, text }: Copy): void {
  const standing = pane.copies;
  pane.copies = standing ? { ...standing, later: { target, text } } : { target, text, later: null };
  if (standing || (app.panes.placeOf(pane)?.shown && app.shown)) return;
  app.notices.add({
    id: `clipboard-ask-${pane.id}`,
    level: 'info',
    text: words.manners.copies.asks(app.panes.hostName(pane)),
    action: { label: words.manners.copies.show, run: () => app.panes.focus(pane) },
  });
}

/** Answers the question of a pane; does nothing where it is gone. */
export function answerCopy(app: Workspace, pane: ShellPane, answer: CopyAnswer): void {
  const asked = pane.copies;
  if (!asked) return;
  const { later } = asked;
  // What came meanwhile wasn't seen, so that allowing once doesn't allow it.
  pane.copies = answer === 'once' && later ? { ...later, later: null } : null;
  app.notices.dismiss(`clipboard-ask-${pane.id}`);
  if (answer === 'once') put(app, asked);
  if (answer === 'always') put(app, later ?? asked);
  if (answer === 'always' || answer === 'never') {
    keep(app, pane, answer === 'always' ? 'allow' : 'refuse');
  }
}

function keep(app: Workspace, pane: ShellPane, answer: HostAnswer): void {
  const { clipboardHosts } = app.settings.current;
  const change: Partial<Settings> = {
    clipboardHosts: withAnswer(clipboardHosts, pane.host.id, answer),
  };
  void app.attempt(words.manners.copies.notKept, app.settings.set(change));
}

function put(app: Workspace, { target, text }: Copy): void {
  const call = target === 'clipboard' ? 'clipboard:write' : 'clipboard:writeSelection';
  void app.attempt(words.notices.clipboard, app.bridge.call(call, text));
}
