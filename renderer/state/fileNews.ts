// What a window tells of transfers and edits beyond their queue: a notice with what can be done. The
// window at which somebody is shows it; the others keep it among their notifications.
import type { FileEdit, FilePlace, Transfer } from '../../electron/ipc/contract.ts';
import { inWords } from '../../words/said.ts';
import { words } from '../../words/window.ts';
import type { EditsOptions } from './edits.svelte.ts';
import type { ShownNotice } from './notices.svelte.ts';
import { showTransfers } from './showTransfers.ts';
import { mayRetry } from './transferQueue.svelte.ts';
import type { TransferNews } from './transfers.svelte.ts';
import type { Workspace } from './workspace.svelte.ts';

const { news, row } = words.transfers;
const { edits: say } = words.transfers;

const LEVELS = { done: 'info', asks: 'info', partly: 'warning', failed: 'error' } as const;

/** What is told of several at once. */
const OF_MANY = {
  ...{ done: news.manyDone, asks: news.manyAsk },
  ...{ partly: news.manyFailed, failed: news.manyFailed },
};

export function tellOfTransfers(app: Workspace) {
  return (kind: TransferNews, transfers: readonly Transfer[]): void => {
    const [first] = transfers;
    if (!first) return;
    const isOne = transfers.length === 1;
    const text = isOne ? ofOne(app, kind, first) : OF_MANY[kind](transfers.length);
    const id = isOne ? `transfer-${first.id}` : `transfers-${kind}`;
    tell(app, { id, level: LEVELS[kind], text, action: actionOf(app, kind, transfers) });
  };
}

function ofOne(app: Workspace, kind: TransferNews, transfer: Transfer): string {
  const { name, said, advice, troubles, to, question } = transfer;
  if (kind === 'asks') return news.asks(question?.name ?? name);
  if (kind === 'partly') return news.partly(name, troubles.length);
  if (kind === 'done') return news.done(name, placeName(app, to));
  return news.failed(name, `${inWords(said)} ${inWords(advice)}`.trim());
}

function placeName(app: Workspace, { hostId }: FilePlace): string {
  return hostId === null ? row.here : nameOfHost(app, hostId);
}

/** What failed can be tried again from here; all else is looked at. */
function actionOf(app: Workspace, kind: TransferNews, transfers: readonly Transfer[]) {
  if (kind !== 'failed' || !transfers.some(mayRetry))
    return { label: news.show, run: () => showTransfers(app) };
  const ids = transfers.map(({ id }) => id);
  const run = () => void app.attempt(words.transfers.failed.act, app.transfers.retry(...ids));
  return { label: news.retry, run };
}

export function tellOfEdits(app: Workspace): EditsOptions['trouble'] {
  return (edit: FileEdit) => {
    const isConflict = edit.state === 'conflict';
    const why = `${inWords(edit.said)} ${inWords(edit.advice)}`.trim();
    const text = isConflict ? say.conflict(edit.name) : say.failedToSave(edit.name, why);
    const run = () => app.dialogs.showFile({ kind: 'compare', id: edit.id });
    const show = { label: say.show, run: () => showTransfers(app) };
    const action = isConflict ? { label: say.compare, run } : show;
    tell(app, { id: `edit-${edit.id}`, level: isConflict ? 'warning' : 'error', text, action });
  };
}

function tell(app: Workspace, notice: ShownNotice): void {
  const isHere = app.layout.windows.length < 2 || globalThis.document?.hasFocus();
  if (isHere) app.notices.add(notice);
  else app.notices.keepOnly(notice);
}

/** As it is called; one that isn't saved any more by what stands for it. */
export function nameOfHost(app: Pick<Workspace, 'hosts'>, hostId: string): string {
  return app.hosts.byId(hostId)?.name ?? hostId;
}
