// A set-up step that can't go on, with a message for the person at the keyboard: what is
// missing and what to do. It is shown without a stack, and the program exits with 1.

export class SetupError extends Error {}

/** @param {unknown} error */
export function explainAndExit(error) {
  const text = error instanceof SetupError ? error.message : error;
  console.error(error instanceof SetupError ? `\n${text}\n` : text);
  process.exit(1);
}
