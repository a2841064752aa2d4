// Windows that something was moved into from another one: by a person, who looks for it there.
import { panesIn } from '../../core/layout/find.ts';
import type { Layout, WindowLayout } from '../../core/layout/layout.ts';

/** Their ids. What is new, or comes back, was moved from nowhere. */
export function movedInto(layout: Layout, before: Layout): string[] {
  const homes = new Map(
    before.windows.flatMap((home) => idsIn(home).map((pane) => [pane, home.id])),
  );
  const came = ({ id }: WindowLayout, pane: string): boolean => (homes.get(pane) ?? id) !== id;
  return layout.windows
    .filter((home) => idsIn(home).some((pane) => came(home, pane)))
    .map(({ id }) => id);
}

function idsIn({ tabs }: WindowLayout): string[] {
  return tabs.flatMap(({ tree }) => panesIn(tree).map(({ id }) => id));
}
