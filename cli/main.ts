import { keepCompiled } from './compiled.ts';

// A reader that has gone (`| head`) is no reason to break off a run.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

keepCompiled();
// Imported only now, so that it is compiled with what is kept.
const { main } = await import('./program.ts');
const exitCode = await main(process.argv);
// Not every library lets go of its sockets at once; what was written goes out first.
process.stdout.write('', () => process.exit(exitCode));
