import { dirname } from 'node:path';
import { shellWord } from '../shell-words.ts';

const COMMAND = /collect: (oc adm inspect \S+(?: --all-namespaces)?|oc get \S+ -o yaml > \S+)/g;
const ARCHIVE = /\.(tgz|tar|tar\.gz)$/;
const INSPECT = /^oc adm inspect (\S+?)( --all-namespaces)?$/;
const LIST = /^(oc get .+) > (\S+)$/;

/**
 * The commands that collect what a bundle lacks, from the reasons of untested checks: as few as do it, ready to paste. oc
 * wants a new folder each time, so each command has its own below the bundle's; every one is found there. An archive is unpacked first.
 */
export function collectCommands(reasons: readonly string[], bundle: string): string[] {
  const folder = shellWord(bundle.replace(ARCHIVE, ''));
  const asked = reasons.flatMap((reason) =>
    [...reason.matchAll(COMMAND)].map(([, command = '']) => command.replace(/[.,;)]+$/, '')),
  );
  const things = [...new Set(asked)].sort();
  const inspected = things.flatMap((command) => {
    const [, what, everywhere] = INSPECT.exec(command) ?? [];
    return what === undefined ? [] : [{ what, everywhere: everywhere !== undefined }];
  });
  const namespaces = inspected.filter(({ what }) => what.startsWith('ns/')).map(({ what }) => what);
  const kinds = (everywhere: boolean): string[] =>
    inspected.filter((one) => one.everywhere === everywhere && !one.what.startsWith('ns/')).map(({ what }) => what);
  const groups = [namespaces.join(' '), kinds(false).join(','), kinds(true).join(',')];
  const commands = groups
    .map((group, at) => (at === groups.length - 1 && group !== '' ? `${group} --all-namespaces` : group))
    .filter((group) => group !== '')
    .map((group, at) => `oc adm inspect --dest-dir=${folder}/more-${at + 1} ${group}`);
  const lists = things.flatMap((command) => {
    const [, get, file] = LIST.exec(command) ?? [];
    return file === undefined ? [] : [`mkdir -p ${folder}/${dirname(file)} && ${get} > ${folder}/${file}`];
  });
  const all = [...commands, ...lists];
  return all.length === 0 || !ARCHIVE.test(bundle)
    ? all
    : [`mkdir -p ${folder} && tar -xf ${shellWord(bundle)} -C ${folder}`, ...all];
}
