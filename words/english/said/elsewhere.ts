// Words that aren't ours: an agent, ssh, the system or a script of the host said them.

export const elsewhere = {
  /** As it was said, where there is nothing to add. */
  'as-told': ({ text }: { text: string }) => text,
  /** One after the other; the second may be ''. */
  both: ({ first, second }: { first: string; second: string }) => `${first} ${second}`.trim(),
};
