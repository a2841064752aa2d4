// Loaded into the app before it (`electron -r`): what it would say in a box of the system, where nobody
// clicks it away, goes to standard output.
import { dialog } from 'electron';

dialog.showErrorBox = (title, text) => void process.stdout.write(`${title}\n${text}\n`);
