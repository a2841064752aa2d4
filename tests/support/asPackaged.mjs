// Loaded into the app after the driver's own loader (`electron -r`): takes back switches that the
// driver adds and no launcher passes. With one Chromium keeps what its processes share, pictures
// above all, in files in /tmp: on a disk, where people have it in memory. Another names the keychain
// that is none, and counts more than what a test asks for.
import { app } from 'electron';

app.commandLine.removeSwitch('disable-dev-shm-usage');

const KEYCHAIN = '--password-store=';
const asked = process.argv.find((one) => one.startsWith(KEYCHAIN));
if (asked) app.commandLine.appendSwitch('password-store', asked.slice(KEYCHAIN.length));
