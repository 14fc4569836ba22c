#!/usr/bin/env node
// Plain JavaScript that any Node from 20 on reads: it only finds a Node that runs the rest.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const NEEDED = 24;
const main = fileURLToPath(new URL('./main.ts', import.meta.url));

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

if (Number(process.versions.node.split('.')[0]) >= NEEDED) {
  await import('./main.ts');
} else {
  const binary = ownNode();
  if (binary === undefined) {
    fail(
      `Node ${NEEDED} or later is needed, this is ${process.versions.node}: run "npm install" in the project, or use a newer Node`,
    );
  } else handOver(binary);
}
