// Windows tell each other of what is dragged over them: they have one origin, and so a channel.
import type { Bridge } from '../../electron/ipc/contract.ts';
import { later } from '../lib/later.ts';
import { PaneDrag, type DragNews, type PaneDragOptions } from './paneDrag.svelte.ts';

const CHANNEL = 'bowline-drag';

export function dragAmongWindows(bridge: Bridge, layout: PaneDragOptions['layout']): PaneDrag {
  const channel = new BroadcastChannel(CHANNEL);
  const tell = (news: DragNews): void => channel.postMessage(news);
  // A place that can't be had is no reason not to have the window.
  const place: PaneDragOptions['place'] = (id, { x, y }) =>
    void bridge.call('layout:place', id, x, y).catch(() => {});
  const drag = new PaneDrag({
    ...{ layout, place, tell, later },
    takeKeyboard: () => window.focus(),
  });
  channel.onmessage = ({ data }: MessageEvent<DragNews>) => drag.heard(data);
  return drag;
}
