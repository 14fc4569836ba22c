import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { KubeObject } from '../../sandbox/object.ts';
import { type PodLogs, podLogs } from '../../sandbox/pod-logs.ts';

interface Container {
  namespace: string;
  pod: string;
  container: string;
}

/** The files that kwok reads pods' logs from, one a container, in the format of a container runtime. */
export interface LogFiles extends PodLogs {
  /** kwok's object that says where a pod's logs are; makes the files that are missing, with what was written before. */
  of(pod: KubeObject, earlier: PodLogs): KubeObject;
}

/** What a container printed before its restart is kept under this name beside its own. */
const PREVIOUS = '.previous';
/** Names of pods and containers hold no underscore, so that no two share a file. */
const fileName = ({ namespace, pod, container }: Container): string => `${namespace}_${pod}_${container}.log`;

/** Log files in a folder. Written at once: a client that asks after an answer finds the answer's line. */
export function logFiles(folder: string): LogFiles {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const kept = podLogs();
  const place = (container: Container): string => join(folder, fileName(container));
  const write = (container: Container, lines: string[]): void => {
    const at = new Date().toISOString().replace('Z', '000000Z');
    appendFileSync(place(container), lines.map((line) => `${at} stdout F ${line}\n`).join(''), { mode: 0o600 });
  };
  return {
    read: kept.read,
    append(container, line) {
      kept.append(container, line);
      write(container, [line]);
    },
    of({ metadata, spec }, earlier) {
      const { name: pod, namespace = '' } = metadata;
      const containers: { name: string }[] = [...(spec?.initContainers ?? []), ...(spec?.containers ?? [])];
      const logs = containers.map(({ name: container }) => {
        const own = { namespace, pod, container };
        const before = { ...own, container: `${container}${PREVIOUS}` };
        write(own, earlier.read(own));
        if (earlier.read(before).length > 0) write(before, earlier.read(before));
        const previous = earlier.read(before).length > 0 ? { previousLogsFile: place(before) } : {};
        return { containers: [container], logsFile: place(own), ...previous };
      });
      return {
        apiVersion: 'kwok.x-k8s.io/v1alpha1',
        kind: 'Logs',
        metadata: { name: pod, namespace },
        spec: { logs },
      };
    },
  };
}
