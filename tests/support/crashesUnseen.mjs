// Loaded into the app before it (`electron -r`): its page crashes each time before it is seen, and
// nobody clicks the box away that says so.
import { app, dialog } from 'electron';

dialog.showErrorBox = () => undefined;
app.on('web-contents-created', (_event, contents) => {
  contents.on('did-navigate', () => contents.forcefullyCrashRenderer());
});
