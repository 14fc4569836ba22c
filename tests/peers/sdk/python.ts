import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { QUESTION, type SdkResults, type SdkTarget } from './target.ts';

const HERE = import.meta.dirname;
/** An environment of the tests' own; `.ci/run` makes it beforehand. */
const ENVIRONMENT = join(HERE, '..', '..', '..', '.cache', 'tools', 'python');

/** Python with the SDK that requirements.txt names: made at the first need, from the machine's own python3. */
async function pythonWithSdk(): Promise<string> {
  const python = join(ENVIRONMENT, 'bin', 'python');
  const requirements = join(HERE, 'requirements.txt');
  if (!existsSync(python)) await execa`python3 -m venv ${ENVIRONMENT}`;
  await execa`${python} -m pip install --quiet --disable-pip-version-check -r ${requirements}`;
  return python;
}

/** Runs the script with the Python SDK. Rejects with its last lines where it fails. */
export async function withPythonSdk(target: SdkTarget): Promise<SdkResults> {
  const python = await pythonWithSdk();
  const input = JSON.stringify({ ...target, question: QUESTION });
  const { stdout } = await execa({ input })`${python} ${join(HERE, 'python_sdk.py')}`;
  return JSON.parse(stdout);
}
