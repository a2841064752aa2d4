// Of finding hosts: the box above the list and its chips, what can be typed there, what is said of a host
// that isn't found, and tags.
import { count, grouped, listed } from '../count.ts';

export const hostSearch = {
  placeholder: 'Find or connect to…',
  chips: 'What is shown',
  open: 'Open',
  number: grouped,
  more: 'More tags',
  /** In the menu of all tags, where these are too many. */
  moreTags: (tags: number) => `${count(tags, 'tag')} more: type # and a tag’s name`,
  /** Buttons that complete what is typed. */
  goesOn: 'Go on with',
  problem: {
    operator: (name: string, all: readonly string[]) =>
      `“${name}:” isn’t known here. You can type ${listed(all)}; in quotes it is looked for as it stands.`,
    value: (operator: string, value: string, may: readonly string[]) =>
      `“${operator}:${value}” isn’t known here. “${operator}:” takes ${listed(may)}.`,
  },

  noMatch: (typed: string) => `No host matches “${typed}”`,
  noneOf: 'No host fits the buttons that are pressed',
  connect: (target: string) => `Connect to ${target}`,
  /** The key that does it. */
  enter: '↵',

  /** Read out with a tab, a pane and a row. */
  heardTag: (tag: string) => `tag ${tag}`,
  hosts: (hosts: number) => count(hosts, 'host'),
  /** Read out when others are found. */
  found: (hosts: number) => (hosts === 0 ? 'No host found' : `${count(hosts, 'host')} found`),
};
