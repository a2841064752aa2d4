// Of the window as a whole.

export const app = {
  title: (tab: string | null) => (tab === null ? 'Bowline' : `${tab} · Bowline`),
  notStarted: (why: string) => `Bowline could not start: ${why}. Please quit and start it again.`,
};
