// What runs first: it has Node keep the app's compiled code from one start to the next, which a start
// would otherwise wait for each time; then comes the app itself, all of whose code is kept.
import { SYSTEM } from '../../core/system.ts';
import { keepCompiled } from './compiled.ts';
import { dataFolder } from './userData.ts';

keepCompiled(dataFolder(process.env), SYSTEM);
await import('./main.ts');
