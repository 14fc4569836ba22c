#!/usr/bin/env node
// Plain JavaScript that any Node from 20 on reads: it only finds a Node that runs the rest, and in a checkout installs what is missing.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const sources = fileURLToPath(new URL('./main.ts', import.meta.url));
const compiled = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url));
/** A checkout runs its sources, which an older Node cannot read; a package has them compiled, and its libraries set the floor (undici). */
const checkout = existsSync(sources);
const main = checkout ? sources : compiled;
const NEEDED = checkout ? [24, 0] : [22, 19];

/** The Node that npm installed for this project, or undefined. */
function ownNode() {
  try {
    const folder = dirname(createRequire(import.meta.url).resolve('node/package.json'));
    const binary = join(folder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
    return existsSync(binary) ? binary : undefined;
  } catch {
    return undefined;
  }
}

/** Runs the command on another Node as if it were this process: same words, terminal, signals and exit code. */
function handOver(binary) {
  const child = spawn(binary, [main, ...process.argv.slice(2)], { stdio: 'inherit' });
  // A terminal sends its Ctrl-C to both; the child decides when the run has ended.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => fail(`${binary} cannot be started: ${error.message}`));
  child.on('exit', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 0)));
}

function fail(reason) {
  process.stderr.write(`maas-verify: ${reason}\n`);
  process.exit(2);
}

// Whoever clones it and asks about a cluster has not run an npm script of the project before.
if (checkout) await import('./install.mjs');
if (process.exitCode === 2) process.exit();

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major > NEEDED[0] || (major === NEEDED[0] && minor >= NEEDED[1])) {
  await import(pathToFileURL(main).href);
} else {
  const binary = checkout ? ownNode() : undefined;
  if (binary === undefined) {
    const way = checkout ? 'run "npm install" in the project, or use a newer Node' : 'use a newer Node';
    fail(`Node ${NEEDED.join('.')} or later is needed, this is ${process.versions.node}: ${way}`);
  } else handOver(binary);
}
