// Loaded into the app after the driver's own loader (`electron -r`): takes back a switch that the
// driver adds and no launcher passes. With it Chromium keeps what its processes share, pictures
// above all, in files in /tmp: on a disk, where people have it in memory.
import { app } from 'electron';

app.commandLine.removeSwitch('disable-dev-shm-usage');
