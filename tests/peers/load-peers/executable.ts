import { accessSync, constants } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';

const canRun = (file: string): boolean => {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/**
 * Where a tool is: what `variable` names, otherwise what PATH has under `name`. Undefined where it is not installed. Throws
 * where the variable names something that cannot be executed: a comparison that silently lacks what was asked for is none.
 */
export function executable(name: string, variable: string, environment = process.env): string | undefined {
  const named = environment[variable];
  if (named !== undefined && named !== '') {
    if (canRun(named)) return resolve(named);
    throw new Error(`${variable} is ${named}, which cannot be executed: name the ${name} to compare with, or unset it`);
  }
  const folders = (environment['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders.map((folder) => join(folder, name)).find(canRun);
}
