// Installs what the project needs, when something is missing or the lock file has changed. Plain JavaScript: it runs on the
// Node that is there, before the project has its own.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const OLDEST = 20;
const root = fileURLToPath(new URL('../', import.meta.url));
const modules = join(root, 'node_modules');
const ownNode = join(modules, 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
/** Whether something runs the sources: the project's own Node, or the one that is there. */
const runs = () => existsSync(ownNode) || Number(process.versions.node.split('.')[0]) >= 24;

const say = (text) => process.stderr.write(`maas-verify: ${text}\n`);

/** The packages that a lock file names, by their folder. */
function packages(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages ?? {};
  } catch {
    return undefined;
  }
}

/** Whether npm has installed what the lock file asks for: npm keeps its own account of that in node_modules. */
function installed() {
  const wanted = packages(join(root, 'package-lock.json'));
  const there = packages(join(modules, '.package-lock.json'));
  if (wanted === undefined || there === undefined || !runs()) return false;
  return Object.entries(wanted).every(
    ([folder, { version, optional }]) =>
      folder === '' || there[folder]?.version === version || (optional === true && there[folder] === undefined),
  );
}

function npm(...parameters) {
  // npm names its own script when it runs this one; elsewhere the shell finds it.
  const script = process.env.npm_execpath;
  const quiet = [...parameters, '--no-audit', '--no-fund', '--loglevel=error'];
  const [command, words] = script?.endsWith('npm-cli.js') ? [process.execPath, [script, ...quiet]] : ['npm', quiet];
  // What npm says is no answer to the command that somebody gave: it goes where our own notices go.
  const { status, error } = spawnSync(command, words, { cwd: root, stdio: ['ignore', 2, 'inherit'] });
  if (error !== undefined) say(`npm cannot be started: ${error.message}`);
  return status === 0;
}

function install() {
  const start = performance.now();
  say(`installing what is needed into ${modules} (npm ci, once)…`);
  if (!npm('ci')) {
    say('npm ci failed: see above; the network or the registry may be out of reach');
    return false;
  }
  // `ignore-scripts` in an npm configuration leaves the project's own Node out without a word.
  if (!existsSync(ownNode) && !npm('rebuild', 'node', '--ignore-scripts=false'))
    say('npm rebuild node failed: see above');
  if (!existsSync(ownNode)) {
    say(`the project's own Node is missing (${ownNode}): allow install scripts, or use Node 24 or later`);
    return runs();
  }
  say(`installed in ${Math.round((performance.now() - start) / 1000)} s`);
  return true;
}

if (Number(process.versions.node.split('.')[0]) < OLDEST) {
  say(`Node ${OLDEST} or later is needed, this is ${process.versions.node}`);
  process.exitCode = 2;
} else if (!installed() && !install()) process.exitCode = 2;
